package org.voxpost.engine.lane;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where lanes come from.
 *
 * @param pool lends threads to lanes that have work
 * @param timer wakes lanes; runs nothing but the hand-over to a lane
 * @param clock monotonic time
 */
public record Lanes(Executor pool, ScheduledExecutorService timer, InstantSource clock) {

    /** A new lane that shares nothing with the others but threads. */
    public Lane lane() {
        return new Lane(this);
    }

    Alarm alarm(Duration delay, Lane lane, Runnable task) {
        AtomicBoolean cancelled = new AtomicBoolean();
        Future<?> wake = timer.schedule(
                () -> lane.execute(() -> {
                    if (!cancelled.get()) {
                        task.run();
                    }
                }),
                Math.max(0, delay.toNanos()),
                TimeUnit.NANOSECONDS);
        return () -> {
            cancelled.set(true);
            wake.cancel(false);
        };
    }
}
