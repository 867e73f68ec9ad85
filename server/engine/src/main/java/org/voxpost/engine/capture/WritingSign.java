package org.voxpost.engine.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.voxpost.engine.lane.Lane;

/** That somebody writes, or stopped, shown once a second at most; what it was last within a second is shown at its end. Belongs to the lane. */
final class WritingSign {

    private static final Duration SHOWN_AGAIN = Duration.ofSeconds(1);

    private final Lane lane;
    private final Consumer<Boolean> show;
    private boolean writes;
    private boolean shown;
    private boolean showsLater;
    private Instant shownAt = Instant.EPOCH;

    WritingSign(Lane lane, Consumer<Boolean> show) {
        this.lane = lane;
        this.show = show;
    }

    void is(boolean active) {
        writes = active;
        Duration since = Duration.between(shownAt, lane.now());
        if (since.compareTo(SHOWN_AGAIN) >= 0) {
            show();
        } else if (!showsLater) {
            showsLater = true;
            var _ = lane.after(SHOWN_AGAIN.minus(since), () -> {
                showsLater = false;
                if (writes != shown) {
                    show();
                }
            });
        }
    }

    private void show() {
        shown = writes;
        shownAt = lane.now();
        show.accept(writes);
    }
}
