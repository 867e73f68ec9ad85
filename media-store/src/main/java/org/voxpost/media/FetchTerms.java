package org.voxpost.media;

import java.time.Duration;

/**
 * Limits of one fetch. They only narrow what the configuration allows.
 *
 * @param within the longest time for opening the source, for HTTP including its whole transfer to the spool
 * @param maxBytes the largest content accepted
 */
public record FetchTerms(Duration within, long maxBytes) {

    public FetchTerms {
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("within must be positive: " + within);
        }
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must not be negative: " + maxBytes);
        }
    }

    /** Nothing narrower than the configuration. */
    public static FetchTerms configured() {
        return new FetchTerms(Duration.ofDays(1), Long.MAX_VALUE);
    }
}
