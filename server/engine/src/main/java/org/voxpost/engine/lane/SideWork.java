package org.voxpost.engine.lane;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One piece of work that waits for a disk or a server, beside the lane; it can be interrupted. */
public final class SideWork {

    /** What may wait, and fail. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws Exception;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread worker;
    private volatile boolean cancelled;

    /**
     * Runs the work and hands on what came of it: exactly one of the two is called, on the thread that worked, also when the work
     * was cancelled before it began ({@link InterruptedException}). Lanes that they wake have that thread next.
     */
    public <T> void run(Executor threads, Work<T> work, Consumer<T> good, Consumer<Exception> bad) {
        threads.execute(() -> Host.around(() -> doIt(work, good, bad), threads));
    }

    private <T> void doIt(Work<T> work, Consumer<T> good, Consumer<Exception> bad) {
        T result;
        try {
            interruptible(Thread.currentThread());
            try {
                if (cancelled) {
                    throw new InterruptedException("cancelled before it began");
                }
                result = work.run();
            } finally {
                interruptible(null);
                // The thread goes on with other things, which nobody cancelled.
                boolean _ = Thread.interrupted();
            }
        } catch (Exception e) {
            bad.accept(e);
            return;
        } catch (Error e) {
            // Who waits for the work waits whatever breaks.
            bad.accept(new IllegalStateException("the work broke", e));
            return;
        }
        good.accept(result);
    }

    /** Interrupts the work, or keeps it from beginning. What it did by then it did. */
    public void cancel() {
        cancelled = true;
        lock.lock();
        try {
            if (worker != null) {
                worker.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean cancelled() {
        return cancelled;
    }

    private void interruptible(@Nullable Thread by) {
        lock.lock();
        try {
            worker = by;
        } finally {
            lock.unlock();
        }
    }
}
