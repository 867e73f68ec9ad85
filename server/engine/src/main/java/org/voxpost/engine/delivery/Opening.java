package org.voxpost.engine.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException;

/** Work that blocks, beside the lane, and can be interrupted. */
final class Opening {

    /** Something that may wait for a disk or a server. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws MediaException;
    }

    private final Executor blocking;
    private volatile @Nullable FutureTask<?> task;

    Opening(Executor blocking) {
        this.blocking = blocking;
    }

    /** Runs the work and hands on what came of it, on the thread that did it. */
    <T> void run(Work<T> work, Consumer<T> good, Consumer<MediaException> bad) {
        FutureTask<?> started = new FutureTask<>(
                () -> {
                    try {
                        good.accept(work.run());
                    } catch (MediaException e) {
                        bad.accept(e);
                    }
                },
                null);
        task = started;
        blocking.execute(started);
    }

    /** Interrupts the work; {@code good} or {@code bad} may still be called. */
    void cancel() {
        FutureTask<?> running = task;
        if (running != null) {
            running.cancel(true);
        }
    }
}
