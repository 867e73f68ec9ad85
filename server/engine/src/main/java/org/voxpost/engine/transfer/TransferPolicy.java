package org.voxpost.engine.transfer;

import java.time.Duration;
import java.util.Optional;

/**
 * What a transfer may do.
 *
 * @param sideBySide how many objects without {@code wait} run at the same time; at least 1
 * @param backoffBase the pause before the second attempt; it doubles with each further one
 * @param backoffMax the longest pause
 * @param jitter the share of the pause that is left to chance, 0 to 1
 * @param longestRetryAfter the longest pause that a peer may ask for; one that asks for more has failed for good
 */
public record TransferPolicy(
        int sideBySide, Duration backoffBase, Duration backoffMax, double jitter, Duration longestRetryAfter) {

    public static final TransferPolicy DEFAULT =
            new TransferPolicy(4, Duration.ofSeconds(1), Duration.ofMinutes(5), 0.5, Duration.ofHours(1));

    public TransferPolicy {
        if (sideBySide < 1 || jitter < 0 || jitter > 1 || backoffBase.isNegative()) {
            throw new IllegalArgumentException("sideBySide >= 1, 0 <= jitter <= 1, backoffBase >= 0");
        }
    }

    boolean waitsFor(Optional<Duration> retryAfter) {
        return retryAfter.map(asked -> asked.compareTo(longestRetryAfter) <= 0).orElse(true);
    }
}
