package org.voxpost.benchmarks.restart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.voxpost.benchmarks.BenchmarkFailure;
import org.voxpost.benchmarks.Party;
import org.voxpost.benchmarks.Scratch;
import org.voxpost.benchmarks.Voxpost;
import org.voxpost.benchmarks.Words;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;

/** Fills a journal, starts {@code ./voxpost serve} on copies of it, and lets retention work on it. */
final class Restarts {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SOURCE = "voicemail.amr";

    private final RestartPlan plan;
    private final Path home;
    private final Scratch scratch;
    private final Words words;
    private final int port;
    private final CountDownLatch received;

    Restarts(RestartPlan plan, Path home, Scratch scratch, Words words) throws IOException {
        this.plan = plan;
        this.home = home;
        this.scratch = scratch;
        this.words = words;
        this.port = Voxpost.freePort();
        this.received = new CountDownLatch(plan.open());
    }

    RestartFigures measure() throws IOException, InterruptedException, JournalException, ExecutionException {
        source();
        Path empty = scratch.directory("empty");
        SqlJournal.open(JournalSettings.embedded(empty)).close();
        Path full = scratch.directory("full");
        List<Duration> withFull;
        List<Duration> withEmpty;
        Duration delivered;
        try (Party delivery = Voxpost.delivery(home, scratch.directory(), this::heard)) {
            words.say("Filling a journal with " + plan.orders() + " orders ...");
            fill(full, Voxpost.port(delivery));
            words.say("Starting the server ...");
            // The launcher may have to build and to rehearse first, and files come into the system's cache.
            start(empty);
            withEmpty = starts(empty);
            withFull = starts(full);
            words.say("Letting the open jobs be delivered ...");
            delivered = untilDelivered(full);
        }
        long filled = Retention.size(full);
        words.say("Letting retention delete what is too much ...");
        RetentionFigures retention = new Retention(full, plan).measure();
        return new RestartFigures(withFull, withEmpty, delivered, retention, filled);
    }

    private void fill(Path directory, int deliveryPort)
            throws JournalException, InterruptedException, ExecutionException {
        Instant first = Instant.now().minus(Duration.ofDays(1));
        try (SqlJournal journal = SqlJournal.open(JournalSettings.embedded(directory))) {
            Filling filling = new Filling(
                    journal,
                    number -> new SampleOrder(
                            number, SOURCE, deliveryPort, first.plus(Duration.ofMillis(500L * number))));
            filling.closed(0, plan.finished());
            filling.open(plan.finished(), plan.orders());
        }
    }

    private List<Duration> starts(Path journal) throws IOException, InterruptedException {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < plan.starts(); i++) {
            times.add(start(journal));
        }
        return times;
    }

    /** Starts it on a copy of the journal, and kills it when it has answered. */
    private Duration start(Path journal) throws IOException, InterruptedException {
        Path copy = scratch.directory("copy");
        copy(journal, copy);
        long start = System.nanoTime();
        Process server = serve(copy, scratch.directory("spool"));
        try {
            return ready(server, start);
        } finally {
            server.destroyForcibly().waitFor();
            Scratch.remove(copy);
            Scratch.remove(scratch.directory().resolve("spool"));
        }
    }

    private Duration untilDelivered(Path journal) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process server = serve(journal, scratch.directory("spool"));
        try {
            if (!received.await(5, TimeUnit.MINUTES)) {
                throw new BenchmarkFailure(received.getCount() + " of the open jobs were not delivered: " + log());
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            // It writes down what it has done.
            server.destroy();
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private Duration ready(Process server, long start) throws IOException {
        try (OptionsPoll poll = OptionsPoll.of(port)) {
            if (!poll.await(PATIENCE) || !server.isAlive()) {
                throw new BenchmarkFailure("The server was not ready in time: " + log());
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private Process serve(Path journal, Path spool) throws IOException {
        Path media = scratch.directory().resolve("media");
        Path configuration = Files.writeString(
                scratch.directory().resolve("voxpost.yaml"), """
                    sip:
                      udp-port: %d
                      tcp-port: 0
                    msrp:
                      port: 0
                    media:
                      root: %s
                      writable-roots: []
                      deletable-roots: []
                      spool: %s
                    journal:
                      directory: %s
                    api:
                      port: 0
                    """.formatted(port, media, spool, journal));
        return Voxpost.command(home, "serve", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(scratch.directory().resolve("server.log").toFile())
                .start();
    }

    private String log() throws IOException {
        return Files.readString(scratch.directory().resolve("server.log")).strip();
    }

    private void source() throws IOException {
        byte[] content = new byte[30_000];
        new Random(1).nextBytes(content);
        Files.write(scratch.directory("media").resolve(SOURCE), content);
    }

    private void heard(String line) {
        if (line.startsWith("received ")) {
            received.countDown();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
