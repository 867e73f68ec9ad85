package org.voxpost.msrp.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of which every octet is acknowledged and not every one reported, as was asked for (RFC 4975 §7.1.2). */
final class ReportWatch {

    private final Map<Outgoing, Long> deadlines = new LinkedHashMap<>(2);
    private final long timeout;

    ReportWatch(long timeout) {
        this.timeout = timeout;
    }

    /** Watches a message, if a report is all that is missing. */
    void add(Outgoing message, long now) {
        if (message.awaitsReport()) {
            deadlines.putIfAbsent(message, now + timeout);
        }
    }

    /** A part of a message was reported: its time begins anew, because who reports is there. */
    void progressed(Outgoing message, long now) {
        if (deadlines.remove(message) != null) {
            deadlines.put(message, now + timeout);
        }
    }

    /** Takes a message whose report is overdue; null when there is none. */
    @Nullable
    Outgoing overdue(long now) {
        Iterator<Map.Entry<Outgoing, Long>> oldest = deadlines.entrySet().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        Map.Entry<Outgoing, Long> first = oldest.next();
        if (first.getValue() > now) {
            return null;
        }
        oldest.remove();
        return first.getKey();
    }

    long nextDeadline() {
        return deadlines.isEmpty()
                ? Long.MAX_VALUE
                : deadlines.values().iterator().next();
    }

    void forget(Outgoing message) {
        if (!deadlines.isEmpty()) {
            deadlines.remove(message);
        }
    }

    void forget(SessionCore session) {
        deadlines.keySet().removeIf(message -> message.session() == session);
    }
}
