package org.voxpost.app.crash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does, and no longer. */
final class Await {

    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Await() {}

    /** Something that is so, or not yet. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** @throws AssertionError when it is not so after 30 s */
    static void until(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not so after " + AT_MOST.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
