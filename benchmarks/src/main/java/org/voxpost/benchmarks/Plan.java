package org.voxpost.benchmarks;

import java.time.Duration;

/**
 * What is run.
 *
 * @param parallel bare calls, and then application servers, at once
 * @param dialogPerJob each transfer has an AS dialog of its own; otherwise {@code parallel} dialogs stand all the time
 * @param bareWarmUp bare calls that are not counted
 * @param bare bare calls that are
 * @param first transfers up to the first look at the server; not counted in the rate
 * @param warmUp further transfers that are not counted
 * @param transfers transfers in all
 * @param settle how long the load pauses before each look: RFC 3261 keeps transactions over UDP for 32 s behind their end
 */
record Plan(
        int parallel,
        boolean dialogPerJob,
        Duration bareWarmUp,
        Duration bare,
        int first,
        int warmUp,
        int transfers,
        Duration settle) {

    static Plan full(int parallel, boolean dialogPerJob, int transfers) {
        return new Plan(
                parallel,
                dialogPerJob,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                1_000,
                29_000,
                transfers,
                Duration.ofSeconds(40));
    }

    /** Some 20 s, too short to be warm: for a look, not for the record. */
    static Plan quick(int parallel, boolean dialogPerJob) {
        return new Plan(
                parallel, dialogPerJob, Duration.ofSeconds(4), Duration.ofSeconds(4), 200, 300, 1_000, Duration.ZERO);
    }

    /** For figures of which the looks at the server are not used. */
    Plan withoutPauses() {
        return new Plan(parallel, dialogPerJob, bareWarmUp, bare, first, warmUp, transfers, Duration.ZERO);
    }

    int counted() {
        return transfers - first - warmUp;
    }
}
