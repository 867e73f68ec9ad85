package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a session waits for its peer; one wait at a time. Belongs to the session's lane. */
final class Patience {

    private @Nullable ScheduledFuture<?> wait;

    /** Waits anew; {@code over} runs on the loop when it was in vain. */
    void start(EventLoop loop, Duration time, Runnable over) {
        stop();
        wait = loop.schedule(over, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (wait != null) {
            wait.cancel(false);
            wait = null;
        }
    }
}
