package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.voxpost.testkit.DeliveryScript;

/**
 * What one run came to, in which a server was killed at one step of its deliveries, started again, and checked.
 *
 * @param steps all that were seen
 * @param fatal the one that it died at; none when it came to its end before
 */
record CrashRun(List<String> steps, Optional<String> fatal) {

    /** For one that is not to die. */
    static final int NEVER = Integer.MAX_VALUE;

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Duration UNDER_WAY = Duration.ofMillis(200);

    /**
     * Runs it.
     *
     * @param fatal number of the step to die at, from 1
     * @throws AssertionError when somebody knows what does not fit
     */
    static CrashRun of(CrashHome home, StepWatch watch, int fatal) throws Exception {
        try (CrashScene scene = new CrashScene(home, new DeliveryScript.Accept());
                ServerProcess server = scene.start()) {
            int port = server.awaitServing().orElseThrow(() -> new AssertionError("not started: " + server.lines()));
            Steps steps = new Steps(fatal, server::beginKill);
            AutoCloseable watching = watch.begin(server, home, steps);
            try {
                deliver(scene, server, port, steps);
                server.kill();
            } finally {
                watching.close();
            }
            CrashCheck.afterDeath(scene).afterRestart();
            return new CrashRun(steps.all(), steps.fatal());
        }
    }

    /** Until the server is dead, or has nothing more to do. */
    private static void deliver(CrashScene scene, ServerProcess server, int port, Steps steps) throws Exception {
        CompletableFuture<Void> ordered = new CompletableFuture<>();
        Thread as = Thread.ofVirtual().start(() -> {
            try {
                scene.order(port);
                ordered.complete(null);
            } catch (AssertionError e) {
                ordered.completeExceptionally(e);
            }
        });
        CompletableFuture.anyOf(server.death(), ordered).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (server.alive()) {
            Await.until(
                    "the webhook knows the end, or the server is dead",
                    () -> !server.alive() || !scene.told("transfer.finished").isEmpty());
        }
        if (server.alive()) {
            steps.awaitQuiet(QUIET);
        }
        try {
            // What it sent before it died may still be on its way to the application server.
            ordered.get(UNDER_WAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            assertThat(server.alive()).as("alive, and its order unanswered").isFalse();
        } finally {
            as.interrupt();
            as.join();
        }
    }
}
