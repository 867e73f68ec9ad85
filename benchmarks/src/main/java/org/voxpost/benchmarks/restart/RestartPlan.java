package org.voxpost.benchmarks.restart;

import java.time.Duration;

/**
 * What is run.
 *
 * @param finished orders of one job each in the journal that are closed
 * @param open orders of one job each that are not
 * @param starts of each kind that are counted; odd, so that there is a median
 * @param stay closed orders that retention leaves
 * @param idle for which the journal is watched while it has nothing to delete: longer than it waits before it looks again
 */
record RestartPlan(int finished, int open, int starts, int stay, Duration idle) {

    static final RestartPlan FULL = new RestartPlan(100_000, 1_000, 7, 10_000, Duration.ofSeconds(35));

    static final RestartPlan QUICK = new RestartPlan(5_000, 50, 1, 500, Duration.ofSeconds(12));

    /** Orders that come when retention has done its work. */
    int further() {
        return finished / 4;
    }

    int orders() {
        return finished + open;
    }
}
