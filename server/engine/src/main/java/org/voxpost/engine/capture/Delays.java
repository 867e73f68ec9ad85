package org.voxpost.engine.capture;

import java.time.Duration;
import java.util.List;

/**
 * How long something took, counted by classes of time.
 *
 * @param upTo the longest time of each class, ascending; one class more has what took longer
 * @param counts of each class, one more than there are in {@code upTo}
 * @param sum of all of them
 */
public record Delays(List<Duration> upTo, List<Long> counts, Duration sum) {

    public Delays {
        upTo = List.copyOf(upTo);
        counts = List.copyOf(counts);
        if (counts.size() != upTo.size() + 1) {
            throw new IllegalArgumentException(upTo.size() + " classes with " + counts.size() + " counts");
        }
    }
}
