package org.voxpost.msrp.session;

/**
 * Tells when a body comes in too slowly. Only the peer's time counts: while we do not read, or a sink has not answered what it
 * has, the peer may be waiting for us.
 */
final class BodyWatch {

    private static final long WINDOW_NANOS = 30_000_000_000L;
    private static final long WINDOW_SECONDS = 30;

    private final long least;
    private long since = Long.MAX_VALUE;
    private long octetsBefore;

    /** @param octetsPerSecond 0 for no limit */
    BodyWatch(int octetsPerSecond) {
        this.least = octetsPerSecond * WINDOW_SECONDS;
    }

    /**
     * Takes note of where things stand.
     *
     * @param waiting whether octets of a body are for the peer to send
     * @param octets of bodies since the beginning
     */
    void observe(boolean waiting, long octets, long now) {
        if (!waiting || least == 0) {
            since = Long.MAX_VALUE;
        } else if (since == Long.MAX_VALUE || octets - octetsBefore >= least) {
            since = now;
            octetsBefore = octets;
        }
    }

    /** When too few octets will have come. */
    long deadline() {
        return since == Long.MAX_VALUE ? Long.MAX_VALUE : since + WINDOW_NANOS;
    }
}
