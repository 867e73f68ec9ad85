package org.voxpost.sip.jain;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Final responses that may have been lost, for as long as their requests may come again (timer J, RFC 3261 §17.2.2, and
 * the Accepted state of RFC 6026). A transaction of the stack that only waits for that costs ten times as much. Any thread.
 */
final class Answered {
    private static final byte[] NOTHING = new byte[0];

    private final ConcurrentHashMap<String, byte[]> responses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Due> due = new ConcurrentLinkedQueue<>();
    private final long nanos;

    private record Due(String transaction, long at) {}

    Answered(long nanos) {
        this.nanos = nanos;
    }

    void put(String transaction, byte[] response, long now) {
        if (responses.put(transaction, response) == null) {
            due.add(new Due(transaction, now + nanos));
        }
    }

    /** The request is not to be seen again, but nobody here answers it. */
    void put(String transaction, long now) {
        put(transaction, NOTHING, now);
    }

    /** The response to send again; empty when the request is to be dropped; null when it is new. */
    byte @Nullable [] find(String transaction) {
        return responses.get(transaction);
    }

    int size() {
        return responses.size();
    }

    /** Forgets what is older than the time given. */
    void sweep(long now) {
        for (Due oldest = due.peek(); oldest != null && oldest.at - now <= 0; oldest = due.peek()) {
            due.poll();
            responses.remove(oldest.transaction);
        }
    }
}
