package org.voxpost.sip.jain;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The lane of one call. Whatever breaks in a step of the call is told to the call, which ends then, instead of to the lane,
 * which can only log it and leave the call to a deadline.
 *
 * @param broken hears of the exception or error, on the lane
 */
record GuardedLane(Executor lane, Consumer<Throwable> broken) implements Executor {

    /** Throws {@link java.util.concurrent.RejectedExecutionException} when the lane is closed. */
    @Override
    public void execute(Runnable step) {
        lane.execute(() -> {
            try {
                step.run();
            } catch (RuntimeException | Error bug) {
                broken.accept(bug);
            }
        });
    }
}
