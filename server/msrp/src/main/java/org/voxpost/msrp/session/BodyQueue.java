package org.voxpost.msrp.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Large messages: some are under way at once and alternate chunk by chunk, the others wait in order. */
final class BodyQueue extends SendQueue {

    private final int atOnce;
    private final ArrayDeque<Outgoing> underWay = new ArrayDeque<>(1);
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>(1);

    BodyQueue(SessionCore session, int atOnce) {
        super(session);
        this.atOnce = atOnce;
    }

    @Override
    @Nullable
    Outgoing first() {
        while (underWay.size() < atOnce && !waiting.isEmpty()) {
            underWay.add(waiting.remove());
        }
        for (Outgoing message : underWay) {
            if (!message.starved()) {
                return message;
            }
        }
        return null;
    }

    @Override
    void add(Outgoing message) {
        waiting.add(message);
    }

    @Override
    void remove(Outgoing message) {
        if (!underWay.remove(message)) {
            waiting.remove(message);
        }
    }

    @Override
    void turned(Outgoing message) {
        if (underWay.size() > 1 && underWay.remove(message)) {
            underWay.add(message);
        }
    }
}
