package org.voxpost.msrp.session;

/**
 * How many octets of large bodies may be unanswered on a connection that several sessions share: as many as keep it busy, for a
 * line of text waits behind all of them, in the buffers of both machines. Grows while responses come as soon as the path allows,
 * and shrinks while they queue (after RFC 6817 §2.4.2). Bodies without responses are not counted.
 */
final class SharedWindow {

    /** Octets that may be unanswered in any case: what one turn sends, a few times over. */
    static final long LEAST = 262_144;

    /** How long a response may queue, beside half the time of the path. */
    private static final long TARGET_NANOS = 250_000;

    /** Chunks in a window at least, for their answers to come in between. */
    private static final int CHUNKS = 8;

    /** Part of the octets of an answer by which the window changes at most. */
    private static final double GAIN = 0.125;

    private long window = LEAST;
    private long unanswered;
    private long fastest = Long.MAX_VALUE;
    private boolean shared;

    /** Says whether more than one session is on the connection; true when that is new. With only one, nobody waits. */
    boolean shared(boolean byMany) {
        boolean begins = byMany && !shared;
        shared = byMany;
        return begins;
    }

    /** True when large bodies have to wait for answers. */
    boolean full() {
        return shared && unanswered >= window;
    }

    /** Octets of a chunk that begins now. */
    int chunkOctets(int most) {
        return shared ? (int) Math.min(most, window / CHUNKS) : most;
    }

    void sent(long octets) {
        unanswered += octets;
    }

    /** @param nanos from the end of the chunk to its answer */
    void answered(long octets, long nanos) {
        boolean used = unanswered >= window / 2;
        unanswered -= octets;
        fastest = Math.min(fastest, nanos);
        long target = TARGET_NANOS + fastest / 2;
        double room = Math.max(-1, (target - (nanos - fastest)) / (double) target);
        if (used || room < 0) {
            window = Math.max(LEAST, window + (long) (room * GAIN * Math.min(octets, window)));
        }
    }

    /** No answer is awaited any more. */
    void forgotten(long octets) {
        unanswered -= octets;
    }
}
