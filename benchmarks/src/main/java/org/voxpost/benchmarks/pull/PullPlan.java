package org.voxpost.benchmarks.pull;

import java.util.List;
import java.util.Locale;

/**
 * What is run with an object of one size.
 *
 * @param octets of the object
 * @param warmUp rounds that are not counted; each pulls by curl, pushes a file, and does both in one transfer
 * @param rounds that are
 */
record PullPlan(int octets, int warmUp, int rounds) {

    static final List<PullPlan> FULL = List.of(new PullPlan(30_000, 1_000, 501), new PullPlan(100_000_000, 4, 11));

    static final List<PullPlan> QUICK = List.of(new PullPlan(30_000, 100, 51), new PullPlan(100_000_000, 2, 3));

    String words() {
        return String.format(Locale.ROOT, "%,d octets", octets);
    }
}
