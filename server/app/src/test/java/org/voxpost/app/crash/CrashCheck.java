package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.voxpost.app.api.NoticeView;
import org.voxpost.testkit.Delivery;

/** Compares what everybody around a killed server knows, and what is on the disk (P-I1 to P-I8 of the fault model). */
final class CrashCheck {

    private final CrashScene scene;
    private final int calls;
    private final Set<Recording> recorded = EnumSet.noneOf(Recording.class);

    private CrashCheck(CrashScene scene, int calls) {
        this.scene = scene;
        this.calls = calls;
    }

    /** The first half: the server is dead and was not started again. */
    static CrashCheck afterDeath(CrashScene scene) throws IOException {
        CrashCheck check = new CrashCheck(scene, scene.far().deliveries().size());
        for (Recording recording : Recording.values()) {
            if (scene.gone(recording)) {
                assertThat(scene.arrived(recording))
                        .as("%s was deleted, so it was delivered", recording)
                        .isTrue();
                check.recorded.add(recording);
            }
        }
        for (NoticeView notice : scene.told("job.finished")) {
            for (Recording recording : Recording.values()) {
                if (String.valueOf(notice.source()).endsWith(recording.file())) {
                    check.recorded.add(recording);
                }
            }
        }
        return check;
    }

    /** The second: the server is started again, does what is left, and is killed once more when there is nothing left. */
    void afterRestart() throws Exception {
        try (ServerProcess again = scene.start()) {
            assertThat(again.awaitServing())
                    .as("started again: %s", again.lines())
                    .isPresent();
            int orders = scene.home().orders();
            if (scene.accepted() || orders > 0) {
                assertThat(orders).as("what was accepted is on record, once").isEqualTo(1);
                Await.until("the order is closed", () -> scene.home().openOrders() == 0);
                Await.until(
                        "the webhook knows the end",
                        () -> !scene.told("transfer.finished").isEmpty());
                everythingHappenedOnce();
            } else {
                nothingHappened();
            }
            Await.until(
                    "nothing is left in the spool", () -> scene.home().spooled().isEmpty());
        }
    }

    private void everythingHappenedOnce() throws IOException {
        for (Recording recording : Recording.values()) {
            assertThat(scene.gone(recording)).as("the source of %s", recording).isTrue();
            assertThat(scene.arrived(recording))
                    .as("%s is at the delivery server", recording)
                    .isTrue();
            assertThat(calls(recording).stream()
                            .map(call -> call.invite().header("X-Voxpost-Job").orElse("") + " "
                                    + call.fileSelector().orElse(""))
                            .distinct())
                    .as("a repeat of %s is known by its job and hash", recording)
                    .hasSize(1);
        }
        assertThat(scene.far().deliveries().stream().skip(calls).map(CrashCheck::file))
                .as("what was on record as delivered is not sent again")
                .noneMatch(file -> recorded.stream().anyMatch(one -> one.file().equals(file)));
        assertThat(scene.told("job.finished").stream()
                        .map(notice -> notice.outcome().end()))
                .as("one outcome of each job, repeated or not")
                .containsExactly("transfer.complete", "transfer.complete");
        assertThat(scene.told("transfer.finished").stream()
                        .map(notice -> notice.outcome().end()))
                .as("one outcome of the transfer, repeated or not")
                .containsExactly("transfer.complete");
        assertThat(scene.events())
                .as("the application server heard of no other outcome")
                .noneMatch(event -> event.contains("transfer.failed") || event.contains("transfer.terminated"));
    }

    private void nothingHappened() throws IOException {
        for (Recording recording : Recording.values()) {
            assertThat(scene.gone(recording)).as("the source of %s", recording).isFalse();
        }
        assertThat(scene.far().deliveries()).as("deliveries of no order").isEmpty();
        assertThat(scene.told("job.finished")).as("outcomes of no order").isEmpty();
        assertThat(scene.events()).as("events of no order").isEmpty();
    }

    private List<Delivery> calls(Recording recording) {
        return scene.far().deliveries().stream()
                .filter(call -> Arrays.equals(call.received(), recording.content())
                        || file(call).equals(recording.file()))
                .toList();
    }

    private static String file(Delivery call) {
        return call.fileName().orElse("");
    }
}
