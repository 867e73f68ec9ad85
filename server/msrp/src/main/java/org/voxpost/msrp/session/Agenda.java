package org.voxpost.msrp.session;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When which session of a connection wants to be looked at. A session whose time moves further away is looked at once for
 * nothing, which is cheaper than moving it each time.
 */
final class Agenda {

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(4);

    private record Entry(SessionCore session, long time) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Long.compare(time, other.time);
        }
    }

    /** Takes note of the next time of a session. */
    void arm(SessionCore session) {
        long time = session.nextTimeout();
        if (time < session.armed) {
            session.armed = time;
            entries.add(new Entry(session, time));
        }
    }

    long next() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.element().time();
    }

    /** Takes a session whose time has come; null when there is none. */
    @Nullable
    SessionCore due(long now) {
        while (next() <= now) {
            Entry entry = entries.remove();
            SessionCore session = entry.session();
            if (!session.over() && session.armed == entry.time()) {
                session.armed = Long.MAX_VALUE;
                return session;
            }
        }
        return null;
    }

    void clear() {
        entries.clear();
    }
}
