package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.voxpost.benchmarks.Party;
import org.voxpost.benchmarks.Scratch;
import org.voxpost.benchmarks.Voxpost;

/** {@code ./voxpost serve}, at the same ports and on the same journal in each of its lives. */
final class SoakServer implements AutoCloseable {

    private final Path home;
    private final Path scratch;
    private final Path media;
    private final Path configuration;
    private final int sipPort;
    private final int apiPort;
    private int life;
    private @Nullable Party running;

    SoakServer(Path home, Scratch scratch) throws IOException {
        this.home = home;
        this.scratch = scratch.directory();
        this.media = scratch.directory("media");
        this.sipPort = Voxpost.freePort();
        this.apiPort = Voxpost.freePort();
        this.configuration = Files.writeString(scratch.directory().resolve("voxpost.yaml"), configuration());
    }

    /** Returns when it serves. */
    void start() throws IOException, InterruptedException {
        life++;
        running = Party.start(
                "server-" + life,
                Voxpost.command(home, "serve", "-c", configuration.toString()),
                Voxpost.SERVING,
                scratch,
                _ -> {});
    }

    /** SIGKILL, and the next life. */
    void killAndStart() throws IOException, InterruptedException {
        party().kill();
        start();
    }

    /** Throws when it has ended by itself. */
    void checkAlive() throws IOException {
        party().checkAlive();
    }

    Look look() throws IOException, InterruptedException {
        return Look.at(party().process(), spooled());
    }

    int lives() {
        return life;
    }

    int sipPort() {
        return sipPort;
    }

    int apiPort() {
        return apiPort;
    }

    /** The media root. */
    Path media() {
        return media;
    }

    private int spooled() throws IOException {
        try (Stream<Path> files = Files.list(scratch.resolve("spool"))) {
            return Math.toIntExact(
                    files.filter(file -> !file.getFileName().toString().contains("lock"))
                            .count());
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private Party party() {
        Party now = running;
        if (now == null) {
            throw new IllegalStateException("the server was not started");
        }
        return now;
    }

    /** Short times, so that faults that are silences are over soon; nothing else is unusual. */
    private String configuration() {
        return """
            sip:
              udp-port: %1$d
              tcp-port: 0
              answer-deadline: 4s
            msrp:
              port: 0
              timeouts:
                connect: 2s
                establish: 3s
                transaction: 3s
                report: 3s
                write-stall: 3s
              flow:
                idle: 10s
            media:
              root: %2$s
              writable-roots: []
              deletable-roots: [%2$s]
              spool: %3$s
              http:
                allowed: ["127.0.0.1:*"]
                connect: 2s
                silence: 2s
                total: 10s
                delete: true
                resumes: 1
              cache:
                files: 0
            transfer:
              retry:
                base: 100ms
                max: 1s
            journal:
              directory: %4$s
            api:
              port: %5$d
            """.formatted(sipPort, media, scratch.resolve("spool"), scratch.resolve("journal"), apiPort);
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }
}
