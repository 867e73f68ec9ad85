package org.voxpost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Transfers from {@code ./voxpost serve} to {@code ./voxpost receive}, ordered by this process. */
final class WholeJobs {
    private static final int FILE_BYTES = 30_000;

    private static final Pattern JOURNAL_CLOSED = Pattern.compile("The journal is closed: .* commits=(\\d+) ");

    private final Plan plan;
    private final boolean journal;
    private final Path home;
    private final Path scratch;
    private final Words words;

    /** @param journal whether the server keeps one */
    WholeJobs(Plan plan, boolean journal, Path home, Path scratch, Words words) {
        this.plan = plan;
        this.journal = journal;
        this.home = home;
        this.scratch = scratch;
        this.words = words;
    }

    /**
     * @param serverOptions options of the server's Java machine
     */
    JobFigures measure(String serverOptions) throws IOException, InterruptedException {
        Received received = new Received(source());
        Party server = server(serverOptions);
        JobFigures figures;
        try (server;
                Party delivery = delivery(received);
                Load load = load(Voxpost.port(server), Voxpost.port(delivery))) {
            figures = measure(server, delivery, load, received);
        }
        return figures.withCommits(commits(server));
    }

    private Load load(int serverPort, int deliveryPort) throws IOException {
        return new Load(
                plan.parallel(),
                plan.dialogPerJob(),
                serverPort,
                (connection, job) -> Job.order(connection, "file://" + Job.SOURCE, deliveryPort, job));
    }

    private JobFigures measure(Party server, Party delivery, Load load, Received received)
            throws IOException, InterruptedException {
        words.say("Warming the server up ...");
        load.run(plan.first());
        received.expect(plan.first());
        ServerLook first = look(server, load);
        load.run(plan.warmUp());
        received.expect(plan.warmUp());

        words.say("Counting " + plan.counted() + " transfers ...");
        Duration serverCpu = server.process().cpu();
        Duration deliveryCpu = delivery.process().cpu();
        Duration ownCpu = OsProcess.self().cpu();
        long start = System.nanoTime();
        Histogram latencies = load.run(plan.counted());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        serverCpu = server.process().cpu().minus(serverCpu);
        deliveryCpu = delivery.process().cpu().minus(deliveryCpu);
        ownCpu = OsProcess.self().cpu().minus(ownCpu);
        received.expect(plan.counted());
        server.checkAlive();
        return new JobFigures(
                plan.counted(),
                elapsed,
                micros(latencies.getValueAtPercentile(50)),
                micros(latencies.getValueAtPercentile(99)),
                serverCpu.dividedBy(plan.counted()),
                deliveryCpu.dividedBy(plan.counted()),
                ownCpu.dividedBy(plan.counted()),
                0,
                first,
                look(server, load));
    }

    /** Of the journal, for each transfer that the server has done, those of the warm-up too. */
    private double commits(Party server) throws IOException {
        return server.logged(JOURNAL_CLOSED)
                .map(found -> Double.parseDouble(found.group(1)) / plan.transfers())
                .orElse(0.0);
    }

    private ServerLook look(Party server, Load load) throws IOException, InterruptedException {
        if (plan.settle().isPositive()) {
            words.say("Pausing for " + plan.settle().toSeconds() + " s, then looking at the server ...");
            TimeUnit.NANOSECONDS.sleep(plan.settle().toNanos());
        }
        return ServerLook.at(server.process(), load.finished());
    }

    private Party server(String options) throws IOException, InterruptedException {
        Path media = media();
        Path configuration = Files.writeString(scratch.resolve("voxpost.yaml"), """
            sip:
              udp-port: 0
              tcp-port: 0
            msrp:
              port: 0
            media:
              root: %1$s
              writable-roots: [%1$s]
              deletable-roots: [%1$s]
              spool: %2$s
            journal:
              kept: %4$s
              directory: %3$s
            api:
              served: false
            """.formatted(
                        media, scratch.resolve("spool"), scratch.resolve("journal"), journal));
        ProcessBuilder builder = Voxpost.command(home, "serve", "-c", configuration.toString());
        builder.environment().put("VOXPOST_JAVA_OPTS", options);
        return Party.start("server", builder, Voxpost.SERVING, scratch, _ -> {});
    }

    private Party delivery(Received received) throws IOException, InterruptedException {
        return Voxpost.delivery(home, scratch, received);
    }

    /** Writes the file that every job sends; returns its SHA-256. */
    private String source() throws IOException {
        byte[] content = new byte[FILE_BYTES];
        new Random(FILE_BYTES).nextBytes(content);
        Files.write(Files.createDirectories(media()).resolve(Job.SOURCE), content);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Path media() {
        return scratch.resolve("media");
    }

    private static Duration micros(long value) {
        return Duration.ofNanos(value * 1000);
    }
}
