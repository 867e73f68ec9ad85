package org.voxpost.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock and an executor that only move when a test says so. Tasks run on the thread that calls {@link #advance} or
 * {@link #settle}, in order of their time and then of their arrival; any thread may hand tasks in. What a task throws that
 * was given to {@code execute} or scheduled as a Runnable comes out of {@code advance}.
 */
public final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {
    private static final int TASKS_OF_ONE_INSTANT = 1_000_000;

    private final Instant start;
    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<VirtualTask<?>> tasks = new PriorityQueue<>();
    private long now;
    private long sequence;
    private boolean shutdown;

    private VirtualTime(Instant start) {
        this.start = start;
    }

    public static VirtualTime starting(Instant start) {
        return new VirtualTime(start);
    }

    /** Begins on a fixed day, so that what is printed in tests does not change. */
    public static VirtualTime starting() {
        return starting(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime());
    }

    /** Nanoseconds since the start, for code that takes System::nanoTime. */
    public long nanoTime() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** Runs all that falls due up to then, each at its own instant, with what that brings about in between. */
    public void advance(Duration step) {
        long end = nanoTime() + step.toNanos();
        int runs = 0;
        for (VirtualTask<?> task = due(end); task != null; task = due(end)) {
            if (++runs > TASKS_OF_ONE_INSTANT) {
                throw new AssertionError("tasks keep making tasks and time stands still");
            }
            task.run();
            task.rethrow();
        }
        moveTo(end);
    }

    /** Runs what is due now, and what that brings about without delay. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** How long from now the next task falls due; nothing is run. */
    public Optional<Duration> untilNext() {
        lock.lock();
        try {
            return Optional.ofNullable(tasks.peek()).map(task -> Duration.ofNanos(task.at() - now));
        } finally {
            lock.unlock();
        }
    }

    /** Tasks that wait for their time, cancelled ones left out. */
    public int waiting() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    private VirtualTask<?> due(long end) {
        lock.lock();
        try {
            VirtualTask<?> next = tasks.peek();
            if (next == null || next.at() > end) {
                return null;
            }
            now = Math.max(now, next.at());
            return tasks.poll();
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(long end) {
        lock.lock();
        try {
            now = Math.max(now, end);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void execute(Runnable command) {
        var _ = add(Executors.callable(command), 0, 0, true);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(delay), 0, true);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(callable, unit.toNanos(delay), 0, false);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return add(Executors.callable(command), unit.toNanos(initialDelay), unit.toNanos(period), true);
    }

    /** As fixed rate: a task takes no time here. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    private <V> VirtualTask<V> add(Callable<V> callable, long delay, long period, boolean loud) {
        lock.lock();
        try {
            if (shutdown) {
                throw new RejectedExecutionException("shut down");
            }
            VirtualTask<V> task = new VirtualTask<>(this, callable, now + Math.max(delay, 0), sequence++, period, loud);
            tasks.add(task);
            return task;
        } finally {
            lock.unlock();
        }
    }

    void again(VirtualTask<?> task) {
        lock.lock();
        try {
            if (!shutdown) {
                tasks.add(task);
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(VirtualTask<?> task) {
        lock.lock();
        try {
            tasks.remove(task);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdown() {
        lock.lock();
        try {
            shutdown = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        lock.lock();
        try {
            shutdown = true;
            List<Runnable> left = new ArrayList<>(tasks);
            tasks.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        return isShutdown() && waiting() == 0;
    }

    /** Waits for nothing: time does not pass by itself. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    @Override
    public void close() {
        shutdownNow();
    }
}
