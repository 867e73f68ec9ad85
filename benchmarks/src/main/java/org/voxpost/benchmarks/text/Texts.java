package org.voxpost.benchmarks.text;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.voxpost.benchmarks.BenchmarkFailure;
import org.voxpost.benchmarks.Party;
import org.voxpost.benchmarks.Scratch;
import org.voxpost.benchmarks.Voxpost;

/** Sessions that write, a reader that follows, and one that comes late while they go on. */
final class Texts {

    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final TextPlan plan;
    private final Path home;
    private final Scratch scratch;
    private final Consumer<String> say;

    Texts(TextPlan plan, Path home, Scratch scratch, Consumer<String> say) {
        this.plan = plan;
        this.home = home;
        this.scratch = scratch;
        this.say = say;
    }

    TextFigures measure() throws IOException, InterruptedException, ExecutionException {
        int port = freePort();
        String api = "http://127.0.0.1:" + port;
        try (Party server = server(port);
                Callers callers = new Callers();
                Reader reader = new Reader(api, plan.sessions())) {
            say.accept("Opening " + plan.sessions() + " sessions ...");
            Duration opening = callers.open(plan.sessions(), Voxpost.port(server));
            say.accept("Writing ...");
            var _ = callers.write(WARM_UP, plan.beat());
            reader.visible().reset();
            Duration before = server.process().cpu();
            Histogram answered = callers.write(plan.down(), plan.beat());
            double processors = (double) server.process().cpu().minus(before).toMillis()
                    / plan.down().toMillis();
            long heap = server.process().liveHeap();
            Histogram visible = reader.visible().copy();
            say.accept("A late reader reads, while they go on ...");
            LateReader late = new LateReader(api);
            CompletableFuture<Duration> caughtUp = CompletableFuture.supplyAsync(() -> {
                try {
                    return late.catchUp();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Histogram meanwhile = callers.write(plan.pause(), plan.beat());
            while (!caughtUp.isDone()) {
                meanwhile.add(callers.write(plan.pause(), plan.beat()));
            }
            long lines = Arrays.stream(callers.lines()).asLongStream().sum();
            awaitAll(reader, lines);
            server.checkAlive();
            return new TextFigures(
                    plan,
                    opening,
                    answered,
                    visible,
                    lines,
                    reader.wrong() + (lines - reader.count()),
                    heap,
                    processors,
                    late.read(),
                    caughtUp.get(),
                    meanwhile);
        }
    }

    /** The last lines are on their way to the reader. */
    private static void awaitAll(Reader reader, long lines) throws InterruptedException {
        for (int i = 0; i < 100 && reader.count() < lines; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Party server(int port) throws IOException, InterruptedException {
        Path configuration = Files.writeString(scratch.directory().resolve("voxpost.yaml"), """
            sip:
              udp-port: 0
              tcp-port: 0
            msrp:
              port: 0
            capture:
              users: ['911']
            media:
              root: %s
              writable-roots: []
              deletable-roots: []
              spool: %s
            journal:
              directory: %s
            api:
              port: %d
            """.formatted(
                        scratch.directory("media"),
                        scratch.directory().resolve("spool"),
                        scratch.directory().resolve("journal"),
                        port));
        ProcessBuilder builder = Voxpost.command(home, "serve", "-c", configuration.toString());
        builder.environment().put("VOXPOST_JAVA_OPTS", "-Xmx512m");
        return Party.start("server", builder, Voxpost.SERVING, scratch.directory(), _ -> {});
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkFailure("no port is free");
        }
    }
}
