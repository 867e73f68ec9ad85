package org.voxpost.msrp.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Messages of one chunk that nobody may interrupt, in the order in which they were given. */
final class LineQueue extends SendQueue {

    private final ArrayDeque<Outgoing> messages = new ArrayDeque<>(1);

    LineQueue(SessionCore session) {
        super(session);
    }

    @Override
    @Nullable
    Outgoing first() {
        Outgoing message = messages.peek();
        return message == null || message.starved() ? null : message;
    }

    @Override
    void add(Outgoing message) {
        messages.add(message);
    }

    @Override
    void remove(Outgoing message) {
        messages.remove(message);
    }
}
