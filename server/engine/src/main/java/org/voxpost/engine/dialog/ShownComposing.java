package org.voxpost.engine.dialog;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** That the caller writes, told one state at a time: what changes meanwhile is told when the one before is done with, and only the last of it. */
final class ShownComposing {

    private final Executor lane;
    private final Function<Boolean, CompletionStage<?>> teller;
    private boolean is;
    private boolean told;
    private boolean busy;

    /** @param teller called on the lane; done when what it returns completes */
    ShownComposing(Executor lane, Function<Boolean, CompletionStage<?>> teller) {
        this.lane = lane;
        this.teller = teller;
    }

    /** On the lane. */
    void is(boolean active) {
        is = active;
        if (!busy && is != told) {
            busy = true;
            told = active;
            var _ = teller.apply(active)
                    .whenComplete((_, _) -> lane.execute(() -> {
                        busy = false;
                        is(is);
                    }));
        }
    }
}
