package org.voxpost.benchmarks.soak;

/** What the application server does behind its order. */
enum Ending {
    /** Waits for the end of its dialog, and hangs up. */
    WAITS,
    /** Hangs up in the middle; the transfer goes on (transfer.outlives-control). */
    HANGS_UP,
    /** Ends its dialog by {@code dialogend}. */
    ENDS_DIALOG,
    /** Has an operator cancel the job by REST. */
    CANCELS;

    boolean harmless() {
        return this == WAITS || this == HANGS_UP;
    }
}
