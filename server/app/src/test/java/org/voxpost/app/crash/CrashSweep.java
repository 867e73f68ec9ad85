package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.DeliveryScript;

/**
 * The whole sweep: counts the durable steps of a delivery (each write, fsync, rename, link and unlink of each thread), then runs it once
 * for each with a SIGKILL at that step, starts the server again, and checks. Run by {@code ./benchmarks/crash}; strace does the killing.
 */
class CrashSweep {

    private static final List<String> STEPS =
            List.of("pwrite64", "fsync", "fdatasync", "rename", "renameat2", "unlink", "unlinkat", "linkat");

    private static final Pattern CALL = Pattern.compile("^([0-9]+) +([a-z0-9]+)\\(.*");

    private final Map<String, String> store = new HashMap<>();

    private final Path scratch;
    private final Path model;

    CrashSweep(@TempDir Path scratch) {
        this.scratch = scratch;
        this.model = scratch.resolve("model");
        Optional.ofNullable(System.getProperty("crash.database"))
                .filter(url -> !url.isEmpty())
                .ifPresent(url -> store.put("journal.database.url", url));
    }

    @Test
    void everyDurableStep() throws Exception {
        Map<String, Integer> counts = count();
        System.out.println("Durable steps of one thread at most: " + counts);
        List<String> failures = new ArrayList<>();
        int runs = 0;
        for (Map.Entry<String, Integer> step : counts.entrySet()) {
            for (int n = 1; n <= step.getValue(); n++) {
                runs++;
                String name = step.getKey() + " " + n + " of " + step.getValue();
                try {
                    boolean killed = run(step.getKey(), n);
                    System.out.println(name + (killed ? ": killed, started again, good" : ": did not come, good"));
                } catch (AssertionError failure) {
                    System.out.println(name + ": " + failure.getMessage());
                    failures.add(name + ": " + failure.getMessage());
                }
            }
        }
        System.out.println(runs + " runs, " + failures.size() + " failures");
        assertThat(failures).isEmpty();
    }

    /** How often each step is taken by the thread that takes it most often. */
    private Map<String, Integer> count() throws Exception {
        Path home = prepared();
        Path log = home.resolve("steps.log");
        scene(home, List.of("strace", "-f", "-qq", "-e", "trace=" + String.join(",", STEPS), "-o", log.toString()));
        Map<String, Map<String, Integer>> byThread = new HashMap<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(CALL::matcher)
                    .filter(Matcher::matches)
                    .forEach(call -> byThread.computeIfAbsent(call.group(2), step -> new HashMap<>())
                            .merge(call.group(1), 1, Integer::sum));
        }
        Map<String, Integer> most = new LinkedHashMap<>();
        for (String step : STEPS) {
            int times = byThread.getOrDefault(step, Map.of()).values().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
            if (times > 0) {
                most.put(step, times);
            }
        }
        return most;
    }

    private boolean run(String step, int n) throws Exception {
        return scene(
                prepared(),
                List.of(
                        "strace",
                        "-f",
                        "-qq",
                        "-e",
                        "trace=" + step,
                        "-e",
                        "inject=" + step + ":signal=SIGKILL:when=" + n,
                        "-o",
                        "/dev/null"));
    }

    /** One delivery under a tracer, and the check behind it; whether the server died. */
    private boolean scene(Path home, List<String> tracer) throws Exception {
        try (CrashScene scene = new CrashScene(home, new DeliveryScript.Accept()).with(store);
                ServerProcess server = scene.start(tracer)) {
            server.awaitServing().ifPresent(port -> orderAndWait(scene, server, port));
            boolean died = server.diesSoon();
            server.kill();
            scene.check();
            return died;
        }
    }

    private static void orderAndWait(CrashScene scene, ServerProcess server, int port) {
        try {
            scene.order(port);
            CompletableFuture.anyOf(server.death(), scene.end()).get(60, TimeUnit.SECONDS);
        } catch (AssertionError dead) {
            assertThat(server.alive()).as(dead.getMessage()).isFalse();
        } catch (Exception e) {
            throw new AssertionError("neither an end nor a death", e);
        }
    }

    /** A home whose journal was made by an earlier run, so that the sweep is about deliveries. */
    private Path prepared() throws Exception {
        Path home = Files.createTempDirectory(scratch, "home");
        if (!Files.exists(model)) {
            makeModel();
        }
        FileUtils.copyDirectory(model.toFile(), home.toFile());
        return home;
    }

    private void makeModel() throws Exception {
        Path home = Files.createDirectory(model);
        try (CrashScene scene = new CrashScene(home, new DeliveryScript.Accept()).with(store);
                ServerProcess server = scene.start(List.of())) {
            assertThat(server.awaitServing()).isPresent();
        }
    }
}
