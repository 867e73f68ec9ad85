package org.voxpost.msrp.session;

import org.voxpost.msrp.FlowTimeouts;

/** The age of a connection, and when an octet last passed on it in either direction. */
final class ConnectionClock {

    private static final long NEVER = Long.MAX_VALUE;

    private final long idle;
    private final long lifetimeEnd;
    private long active;
    private long drained;

    ConnectionClock(FlowTimeouts flow, long now) {
        this.idle = flow.idle().toNanos();
        this.lifetimeEnd =
                flow.lifetime().isZero() ? NEVER : now + flow.lifetime().toNanos();
        this.active = now;
    }

    void received(long now) {
        active = now;
    }

    /** Takes note of how many octets the network has taken so far. */
    void sent(long octets, long now) {
        if (octets != drained) {
            drained = octets;
            active = now;
        }
    }

    long idleEnd() {
        return idle == 0 ? NEVER : active + idle;
    }

    long lifetimeEnd() {
        return lifetimeEnd;
    }
}
