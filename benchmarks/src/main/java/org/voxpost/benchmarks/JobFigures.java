package org.voxpost.benchmarks;

import java.time.Duration;

/**
 * What came of the jobs that count.
 *
 * @param elapsed of all counted transfers
 * @param median from the order (with a dialog of its own: from the INVITE) to the end at the application server
 * @param server processor time of the server for one transfer
 * @param delivery processor time of the delivery server for one transfer
 * @param harness processor time of the application servers for one transfer
 * @param commits of the journal for one transfer; each is one {@code fsync}
 */
record JobFigures(
        int transfers,
        Duration elapsed,
        Duration median,
        Duration p99,
        Duration server,
        Duration delivery,
        Duration harness,
        double commits,
        ServerLook first,
        ServerLook last) {

    JobFigures withCommits(double perTransfer) {
        return new JobFigures(transfers, elapsed, median, p99, server, delivery, harness, perTransfer, first, last);
    }

    double perSecond() {
        return transfers / (elapsed.toNanos() / 1e9);
    }

    /** Processors that the server kept busy. */
    double serverCores() {
        return perSecond() * server.toNanos() / 1e9;
    }

    /** Transfers beside the bare calls that their two dialogs are: 1 would mean that all else is free. */
    double ratio(double bareCallsPerSecond) {
        return perSecond() / (bareCallsPerSecond / 2);
    }
}
