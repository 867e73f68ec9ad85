package org.voxpost.engine.capture;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** So many of something in a minute, and no more. Any thread may ask. */
final class Ration {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant since = Instant.MIN;
    private int taken;

    Ration(int most) {
        this.most = most;
    }

    /** Whether there is one more. */
    boolean take(Instant now) {
        lock.lock();
        try {
            if (now.isBefore(since) || now.isAfter(since.plus(MINUTE))) {
                since = now;
                taken = 0;
            }
            taken++;
            return taken <= most;
        } finally {
            lock.unlock();
        }
    }
}
