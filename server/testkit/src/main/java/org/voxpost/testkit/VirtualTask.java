package org.voxpost.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One task on virtual time. */
final class VirtualTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final VirtualTime time;
    private final long sequence;
    private final long period;
    private final boolean loud;
    private volatile long at;
    private volatile @Nullable Throwable thrown;

    VirtualTask(VirtualTime time, Callable<V> callable, long at, long sequence, long period, boolean loud) {
        super(callable);
        this.time = time;
        this.at = at;
        this.sequence = sequence;
        this.period = period;
        this.loud = loud;
    }

    long at() {
        return at;
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
        } else if (runAndReset()) {
            long next = at + period;
            at = next;
            time.again(this);
        }
    }

    @Override
    protected void setException(Throwable t) {
        thrown = t;
        super.setException(t);
    }

    void rethrow() {
        Throwable t = thrown;
        if (!loud || t == null) {
            return;
        }
        if (t instanceof Error error) {
            throw error;
        }
        if (t instanceof RuntimeException exception) {
            throw exception;
        }
        throw new AssertionError("a task on virtual time failed", t);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        time.forget(this);
        return cancelled;
    }

    @Override
    public boolean isPeriodic() {
        return period > 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(at - time.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        if (other instanceof VirtualTask<?> task) {
            int byTime = Long.compare(at, task.at);
            return byTime != 0 ? byTime : Long.compare(sequence, task.sequence);
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
