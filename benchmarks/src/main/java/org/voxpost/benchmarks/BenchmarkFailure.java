package org.voxpost.benchmarks;

/** There are no figures; the message says why, in a whole sentence. */
public final class BenchmarkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchmarkFailure(String message) {
        super(message, null, false, false);
    }
}
