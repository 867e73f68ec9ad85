package org.voxpost.msrp.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The queues of a connection's sessions that have something to send, in the order of their turns. */
final class Ring {

    private final ArrayDeque<SendQueue> waiting = new ArrayDeque<>();
    private boolean closed;

    /** Gives a queue its place among those that send. */
    void ready(@Nullable SendQueue queue) {
        if (queue != null && !closed && !queue.inRing && queue.next() != null) {
            queue.inRing = true;
            waiting.add(queue);
        }
    }

    int size() {
        return waiting.size();
    }

    @Nullable
    SendQueue peek() {
        return waiting.peek();
    }

    /** Takes the queue whose turn it is; null when none waits. */
    @Nullable
    SendQueue next() {
        SendQueue queue = waiting.poll();
        if (queue != null) {
            queue.inRing = false;
        }
        return queue;
    }

    void forget(@Nullable SendQueue queue) {
        if (queue != null && queue.inRing) {
            waiting.remove(queue);
            queue.inRing = false;
        }
    }

    void close() {
        closed = true;
        waiting.clear();
    }
}
