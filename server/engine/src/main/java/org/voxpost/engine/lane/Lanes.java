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
public record Lanes(Executor pool, ScheduledExecutorService timer, InstantSource clock)
        implements org.voxpost.sip.Lanes {

    /** A new lane that shares nothing with the others but threads. */
    @Override
    public Lane lane() {
        return new Lane(this);
    }

    /** Handles an event on the calling thread, which then lends itself to the lanes that the event woke. */
    @Override
    public void around(Runnable event) {
        Host.around(event, pool);
    }

    @Override
    public void waits(Executor lane) {
        if (lane instanceof Lane ours) {
            ours.waits();
        }
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
