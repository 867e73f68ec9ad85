package org.voxpost.benchmarks.soak;

import java.time.Duration;

/**
 * One order, and what happens to it.
 *
 * @param key the application server's own name for it, unlike any other of a run
 * @param size octets of the source
 * @param delete the source is to go once it is delivered
 * @param recovers the fault of the delivery server is over at the second attempt
 * @param pause until the application server does what {@code ending} says
 */
record Scenario(
        String key,
        SourceKind source,
        int size,
        boolean delete,
        FarEnd farEnd,
        boolean recovers,
        Ending ending,
        Duration pause) {

    /** Further attempts. Where only the machine can be in the way, being busy with more than this, it gets more of them. */
    int retries() {
        return certain() ? 10 : 2;
    }

    /** Whether nothing stands in its way: it has to be delivered, whatever becomes of the server meanwhile. */
    boolean certain() {
        return source.good() && farEnd == FarEnd.GOOD && ending.harmless();
    }
}
