package org.voxpost.msrp.session;

/**
 * Lets the sessions of a connection send in turn (RFC 4975 §7.1.1: each gets a fair portion). Between two turns of large
 * bodies every session has one turn for its short messages, so that neither waits for more than a turn of the others.
 */
final class Turns {

    /** Octets of large bodies that one session sends in its turn. */
    private static final int BODY_TURN = 131_072;

    /** Octets of short messages that one session sends in its turn. */
    private static final int LINE_TURN = 8_192;

    /** What a message counts at least against a turn, for its head. */
    private static final int HEAD = 256;

    private final ConnectionPort port;
    private final ChunkWriter chunks;
    private final SharedWindow window;
    private final Ring lines = new Ring();
    private final Ring bodies = new Ring();
    private boolean running;

    Turns(ConnectionPort port, ChunkWriter chunks, SharedWindow window) {
        this.port = port;
        this.chunks = chunks;
        this.window = window;
    }

    /** Gives a session its place among those that send. */
    void ready(SessionCore session) {
        lines.ready(session.outbox().lines());
        bodies.ready(session.outbox().bodies());
    }

    void forget(SessionCore session) {
        lines.forget(session.outbox().lines());
        bodies.forget(session.outbox().bodies());
    }

    /** Sends as far as windows, sources and the queue of the connection allow. */
    void run(long now) {
        if (running) {
            return;
        }
        running = true;
        try {
            while (port.writable() && (lines.size() > 0 || bodiesMay())) {
                for (int left = lines.size(); left > 0 && port.writable(); left--) {
                    turn(lines, LINE_TURN, now);
                }
                if (port.writable() && bodiesMay()) {
                    turn(bodies, BODY_TURN, now);
                }
            }
            beginNextChunk(now);
        } finally {
            running = false;
        }
    }

    private boolean bodiesMay() {
        return bodies.size() > 0 && !window.full();
    }

    /** Leaves a chunk open while the network is busy: what ends the message meanwhile can then say so (RFC 4975 §10.5). */
    private void beginNextChunk(long now) {
        SendQueue queue = bodies.peek();
        if (queue == null || chunks.open()) {
            return;
        }
        Outgoing message = queue.next();
        if (message != null && message.sent() > 0 && !message.small()) {
            send(queue, ChunkWriter.INTERRUPTIBLE_ABOVE, now);
        }
    }

    private void turn(Ring ring, int budget, long now) {
        SendQueue queue = ring.next();
        if (queue != null && send(queue, budget, now)) {
            ring.ready(queue);
        }
    }

    /** True when the queue could go on at once. */
    private boolean send(SendQueue queue, int budget, long now) {
        int left = budget;
        while (left > 0) {
            Outgoing message = queue.next();
            if (message == null) {
                return false;
            }
            int sent = chunks.send(message, left, now);
            if (sent >= 0) {
                left -= Math.max(sent, HEAD);
            } else if (!message.starved() && !message.finished()) {
                return false;
            }
        }
        return true;
    }

    void close() {
        lines.close();
        bodies.close();
    }
}
