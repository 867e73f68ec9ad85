package org.voxpost.msrp.session;

/** Tells when the network has taken no octet for too long though there are some. */
final class StallWatch {

    private final long timeout;
    private long since = Long.MAX_VALUE;
    private long drained;

    StallWatch(long timeout) {
        this.timeout = timeout;
    }

    void observe(long written, long queued, long now) {
        long nowDrained = written - queued;
        if (queued == 0) {
            since = Long.MAX_VALUE;
        } else if (since == Long.MAX_VALUE || nowDrained != drained) {
            since = now;
        }
        drained = nowDrained;
    }

    long deadline() {
        return since == Long.MAX_VALUE ? Long.MAX_VALUE : since + timeout;
    }
}
