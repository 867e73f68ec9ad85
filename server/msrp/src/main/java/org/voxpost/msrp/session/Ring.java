package org.voxpost.msrp.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The sessions of a connection that have something to send, in the order of their turns. */
final class Ring {

    private final ArrayDeque<SessionCore> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Gives a session its place among those that send. */
    void ready(SessionCore session) {
        if (!closed && !session.queued && session.nextToSend() != null) {
            session.queued = true;
            waiting.add(session);
        }
    }

    @Nullable
    SessionCore peek() {
        return waiting.peek();
    }

    /** Takes the session whose turn it is; null when none waits. */
    @Nullable
    SessionCore next() {
        SessionCore session = waiting.poll();
        if (session != null) {
            session.queued = false;
        }
        return session;
    }

    void forget(SessionCore session) {
        if (session.queued) {
            waiting.remove(session);
            session.queued = false;
        }
    }

    void close() {
        closed = true;
        waiting.clear();
    }
}
