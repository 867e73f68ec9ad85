package org.voxpost.msrp.session;

/** Lets the sessions of a connection send in turn (RFC 4975 §7.1.1: each gets a fair portion). */
final class Turns {

    /** Octets of one turn of a session. */
    private static final int TURN = 131_072;

    /** What a message counts at least against a turn, for its head. */
    private static final int HEAD = 256;

    private final ConnectionPort port;
    private final Ring ring;
    private final ChunkWriter chunks;
    private boolean running;

    Turns(ConnectionPort port, Ring ring, ChunkWriter chunks) {
        this.port = port;
        this.ring = ring;
        this.chunks = chunks;
    }

    /** Sends as far as windows, sources and the queue of the connection allow. */
    void run(long now) {
        if (running) {
            return;
        }
        running = true;
        try {
            SessionCore session;
            while (port.writable() && (session = ring.next()) != null) {
                if (turn(session, TURN, now)) {
                    ring.ready(session);
                }
            }
            beginNextChunk(now);
        } finally {
            running = false;
        }
    }

    /** Leaves a chunk open while the network is busy: what ends the message meanwhile can then say so (RFC 4975 §10.5). */
    private void beginNextChunk(long now) {
        SessionCore session = ring.peek();
        if (session == null || chunks.open()) {
            return;
        }
        Outgoing message = session.nextToSend();
        if (message != null && message.sent() > 0 && !message.small()) {
            turn(session, ChunkWriter.INTERRUPTIBLE_ABOVE, now);
        }
    }

    /** True when the session could go on at once. */
    private boolean turn(SessionCore session, int budget, long now) {
        int left = budget;
        while (left > 0) {
            Outgoing message = session.nextToSend();
            if (message == null) {
                return false;
            }
            int sent = chunks.send(message, left, now);
            if (sent < 0) {
                return false;
            }
            left -= Math.max(sent, HEAD);
        }
        return true;
    }
}
