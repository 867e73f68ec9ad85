package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one timer of a connection, set to the next instant that its core waits for. On its event loop. */
final class CoreAlarm {

    private static final long NOT_ARMED = Long.MAX_VALUE;

    private final EventLoop loop;
    private final Runnable ring;
    private long armed = NOT_ARMED;
    private @Nullable ScheduledFuture<?> alarm;

    CoreAlarm(EventLoop loop, Runnable ring) {
        this.loop = loop;
        this.ring = ring;
    }

    /**
     * Rings at this instant or before; rings for nothing are cheaper than an alarm set anew for every message. One that is not needed
     * at all would keep a closed connection in memory until it rings.
     *
     * @param next in nanoseconds of the monotonic clock; {@link Long#MAX_VALUE} for never
     */
    void at(long next, long now) {
        if (next < armed || next == NOT_ARMED) {
            if (alarm != null) {
                alarm.cancel(false);
            }
            armed = next;
            alarm = next == NOT_ARMED
                    ? null
                    : loop.schedule(() -> fire(next), Math.max(0, next - now), TimeUnit.NANOSECONDS);
        }
    }

    private void fire(long scheduled) {
        if (scheduled == armed) {
            armed = NOT_ARMED;
            ring.run();
        }
    }
}
