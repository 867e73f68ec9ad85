package org.voxpost.benchmarks.text;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param sessions that stand at once
 * @param pause between two lines of one caller
 * @param down how long lines are written before the late reader comes
 */
record TextPlan(int sessions, Duration pause, Duration down) {

    static final TextPlan FULL = new TextPlan(5_000, Duration.ofSeconds(10), Duration.ofMinutes(10));

    static final TextPlan QUICK = new TextPlan(500, Duration.ofSeconds(10), Duration.ofSeconds(20));

    /** Between two lines of any callers. */
    Duration beat() {
        return pause.dividedBy(sessions);
    }
}
