package org.voxpost.benchmarks.soak;

import java.time.Duration;

/**
 * What is run.
 *
 * @param time for which rounds are begun
 * @param seed says what happens; the same seed brings the same orders and faults
 * @param parallel application servers at once
 * @param orders of a round
 */
record SoakPlan(Duration time, long seed, int parallel, int orders) {

    /** Rounds behind a start after which the server is warm: its end is compared with that. */
    static final int WARM = 2;

    /** RFC 3261 keeps transactions over UDP for 32 s behind their end. */
    static final Duration SETTLE = Duration.ofSeconds(40);

    /** Longest that a kill waits behind the begin of its round. */
    static final Duration KILLED_WITHIN = Duration.ofSeconds(8);

    /** Every second round of the first half is killed: what is left at the end is that of a process that lived for the second half. */
    boolean killed(int round, Duration elapsed) {
        return round % 2 == 1 && elapsed.compareTo(time.dividedBy(2)) < 0;
    }
}
