package org.voxpost.engine.journal.sql;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: doubled each time, half of it left to chance. */
final class Backoff {

    private static final long FIRST = Duration.ofMillis(50).toNanos();
    private static final long LONGEST = Duration.ofSeconds(2).toNanos();

    private long next = FIRST;

    long nanos() {
        long wait = next / 2 + ThreadLocalRandom.current().nextLong(next / 2);
        next = Math.min(2 * next, LONGEST);
        return wait;
    }
}
