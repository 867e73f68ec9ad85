package org.voxpost.engine.lane;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One piece of work that waits for a disk or a server, beside the lane; it can be interrupted. */
public final class SideWork {

    /** What may wait, and fail. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws Exception;
    }

    private final AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
    private volatile boolean cancelled;

    /**
     * Runs the work and hands on what came of it: exactly one of the two is called, on the thread that worked, also when the work
     * was cancelled before it began ({@link InterruptedException}).
     */
    public <T> void run(Executor threads, Work<T> work, Consumer<T> good, Consumer<Exception> bad) {
        threads.execute(() -> {
            worker.set(Thread.currentThread());
            T result;
            try {
                if (cancelled) {
                    throw new InterruptedException("cancelled before it began");
                }
                result = work.run();
            } catch (Exception e) {
                bad.accept(e);
                return;
            }
            good.accept(result);
        });
    }

    /** Interrupts the work, or keeps it from beginning. What it did by then it did. */
    public void cancel() {
        cancelled = true;
        Thread working = worker.get();
        if (working != null) {
            working.interrupt();
        }
    }

    public boolean cancelled() {
        return cancelled;
    }
}
