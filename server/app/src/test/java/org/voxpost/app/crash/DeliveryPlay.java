package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.voxpost.testkit.DeliveryScript;

/** Two recordings are ordered, delivered and deleted, and the end is told. */
final class DeliveryPlay implements CrashPlay {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Duration UNDER_WAY = Duration.ofMillis(200);

    private final CrashScene scene;

    DeliveryPlay(CrashHome home) throws IOException {
        this.scene = new CrashScene(home, new DeliveryScript.Accept());
    }

    @Override
    public CrashHome home() {
        return scene.home();
    }

    @Override
    public ServerProcess start() throws IOException {
        return scene.start();
    }

    @Override
    public void play(ServerProcess server, int port, Steps steps) throws Exception {
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

    @Override
    public void check() throws Exception {
        CrashCheck.afterDeath(scene).afterRestart();
    }

    @Override
    public void close() {
        scene.close();
    }
}
