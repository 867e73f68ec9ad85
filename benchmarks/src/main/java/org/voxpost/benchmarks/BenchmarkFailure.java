package org.voxpost.benchmarks;

/** There are no figures; the message says why, in a whole sentence. */
final class BenchmarkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchmarkFailure(String message) {
        super(message, null, false, false);
    }
}
