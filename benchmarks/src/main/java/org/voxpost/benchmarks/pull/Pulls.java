package org.voxpost.benchmarks.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.voxpost.benchmarks.Job;
import org.voxpost.benchmarks.Load;
import org.voxpost.benchmarks.Party;
import org.voxpost.benchmarks.Received;
import org.voxpost.benchmarks.Scratch;
import org.voxpost.benchmarks.Voxpost;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;

/**
 * Curl, a transfer of a file and a transfer from HTTP, one after the other and then again, so that all three see the same machine.
 * Nothing else runs meanwhile: one application server, one dialog that stands.
 */
final class Pulls {

    private static final String PATH = "/voicemail.amr";
    private static final String FILE = "voicemail.amr";
    private static final long HTTP_NAMES = 1_000_000;

    private final PullPlan plan;
    private final Path home;
    private final Scratch scratch;
    private final List<Duration> curls = new ArrayList<>();
    private final List<Duration> pushes = new ArrayList<>();
    private final List<Duration> wholes = new ArrayList<>();

    Pulls(PullPlan plan, Path home, Scratch scratch) {
        this.plan = plan;
        this.home = home;
        this.scratch = scratch;
    }

    PullFigures measure() throws IOException, InterruptedException {
        byte[] content = new byte[plan.octets()];
        new Random(plan.octets()).nextBytes(content);
        Files.write(scratch.directory("media").resolve(FILE), content);
        Received received = new Received(sha256(content));
        try (HttpPeer http = HttpPeer.start().on(PATH, HttpAnswer.ok(content, "Content-Type: audio/amr"));
                Party server = server(http.port());
                Party delivery = Voxpost.delivery(home, scratch.directory(), received);
                Load files = load(server, delivery, "file://" + FILE, 0);
                Load pulls = load(server, delivery, http.uri(PATH).toString(), HTTP_NAMES)) {
            Curl curl = new Curl(http.uri(PATH), scratch.directory().resolve("curl.amr"));
            for (int i = 0; i < plan.warmUp(); i++) {
                round(curl, files, pulls, received);
            }
            curls.clear();
            pushes.clear();
            wholes.clear();
            for (int i = 0; i < plan.rounds(); i++) {
                round(curl, files, pulls, received);
            }
            server.checkAlive();
        }
        return new PullFigures(plan, median(curls), median(pushes), median(wholes));
    }

    private void round(Curl curl, Load files, Load pulls, Received received) throws IOException, InterruptedException {
        curls.add(curl.fetch());
        pushes.add(one(files));
        wholes.add(one(pulls));
        received.expect(2);
        removeReceived();
    }

    private static Duration one(Load load) throws InterruptedException {
        Histogram micros = load.run(1);
        return Duration.ofNanos(micros.getMaxValue() * 1000);
    }

    /** @param base behind which the numbers of its jobs begin, so that each has another name at the far end */
    private Load load(Party server, Party delivery, String source, long base) throws IOException {
        return new Load(
                1,
                false,
                Voxpost.port(server),
                (connection, job) -> Job.order(connection, source, Voxpost.port(delivery), base + job));
    }

    private Party server(int httpPort) throws IOException, InterruptedException {
        Path configuration = Files.writeString(scratch.directory().resolve("voxpost.yaml"), """
            sip:
              udp-port: 0
              tcp-port: 0
            msrp:
              port: 0
            media:
              root: %s
              writable-roots: []
              deletable-roots: []
              spool: %s
              http:
                allowed: ["127.0.0.1:%d"]
              cache:
                files: 0
            journal:
              directory: %s
            api:
              served: false
            """.formatted(
                        scratch.directory().resolve("media"),
                        scratch.directory().resolve("spool"),
                        httpPort,
                        scratch.directory().resolve("journal")));
        return Party.start(
                "server",
                Voxpost.command(home, "serve", "-c", configuration.toString()),
                Voxpost.SERVING,
                scratch.directory(),
                _ -> {});
    }

    /** Large ones would fill the disk. */
    private void removeReceived() throws IOException {
        try (Stream<Path> files = Files.list(scratch.directory().resolve("received"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
