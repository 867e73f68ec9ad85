package org.voxpost.engine.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.media.MediaException;

/** Work that blocks, beside the lane, and can be interrupted. */
final class Opening {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);

    /** Something that may wait for a disk or a server. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws MediaException;
    }

    private final Executor blocking;
    private volatile @Nullable FutureTask<?> task;
    private volatile boolean cancelled;

    Opening(Executor blocking) {
        this.blocking = blocking;
    }

    /** Runs the work and hands on what came of it, one of the two, on the thread that did it. */
    <T> void run(Work<T> work, Consumer<T> good, Consumer<Failed> bad) {
        FutureTask<?> started = new FutureTask<>(() -> attempt(work, good, bad), null);
        task = started;
        blocking.execute(started);
    }

    /** Interrupts the work; {@code good} or {@code bad} is called all the same once it began. */
    void cancel() {
        cancelled = true;
        FutureTask<?> running = task;
        if (running != null) {
            running.cancel(true);
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    private static <T> void attempt(Work<T> work, Consumer<T> good, Consumer<Failed> bad) {
        T result;
        try {
            result = work.run();
        } catch (MediaException e) {
            bad.accept(Failures.of(e));
            return;
        } catch (RuntimeException e) {
            log.error("Opening a source failed", e);
            bad.accept(Failed.temporarily(500, "internal error"));
            return;
        }
        good.accept(result);
    }
}
