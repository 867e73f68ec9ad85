package org.voxpost.testkit;

import java.time.Duration;

/**
 * What one direction of a {@link SimulatedLink} is like.
 *
 * @param delay from the end of the sending of a segment to its arrival
 * @param octetsPerSecond how fast the line takes octets; 0 is without limit
 * @param leastSegment octets of the smallest segment; each is as large as chance says, if there is so much
 * @param mostSegment octets of the largest segment
 * @param gathering how long what is written first waits for more, so that several frames arrive in one segment
 * @param window octets that may be under way or unread; what is written beyond them stays with the sender
 * @param fault what happens besides; its octets are counted from 0 in this direction
 */
public record LinkConditions(
        Duration delay,
        long octetsPerSecond,
        int leastSegment,
        int mostSegment,
        Duration gathering,
        int window,
        Fault fault) {

    /** No delay, large segments, a window of 256 KiB. */
    public static final LinkConditions CLEAN =
            new LinkConditions(Duration.ZERO, 0, 65_536, 65_536, Duration.ZERO, 262_144, new Fault.None());

    public LinkConditions {
        if (leastSegment < 1 || mostSegment < leastSegment || window < 1 || octetsPerSecond < 0) {
            throw new IllegalArgumentException("a line needs segments, a window and a rate");
        }
    }

    public LinkConditions withDelay(Duration by) {
        return new LinkConditions(by, octetsPerSecond, leastSegment, mostSegment, gathering, window, fault);
    }

    public LinkConditions withRate(long octets) {
        return new LinkConditions(delay, octets, leastSegment, mostSegment, gathering, window, fault);
    }

    public LinkConditions withSegments(int least, int most) {
        return new LinkConditions(delay, octetsPerSecond, least, most, gathering, window, fault);
    }

    public LinkConditions withGathering(Duration time) {
        return new LinkConditions(delay, octetsPerSecond, leastSegment, mostSegment, time, window, fault);
    }

    public LinkConditions withWindow(int octets) {
        return new LinkConditions(delay, octetsPerSecond, leastSegment, mostSegment, gathering, octets, fault);
    }

    public LinkConditions withFault(Fault other) {
        return new LinkConditions(delay, octetsPerSecond, leastSegment, mostSegment, gathering, window, other);
    }
}
