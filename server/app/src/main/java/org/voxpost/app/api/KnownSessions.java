package org.voxpost.app.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.journal.JournalException;

/** What never changes of the sessions that were asked for last: their identifiers. Any thread may ask. */
final class KnownSessions {

    private static final int MOST = 10_000;

    private final CaptureStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, SessionRecord> known = new LinkedHashMap<>(16, 0.75f, true);

    KnownSessions(CaptureStore store) {
        this.store = store;
    }

    /** Its identifiers; what may have changed since is not to be read from it. */
    Optional<SessionRecord> of(String id) throws JournalException {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        lock.lock();
        try {
            SessionRecord session = known.get(id);
            if (session != null) {
                return Optional.of(session);
            }
        } finally {
            lock.unlock();
        }
        Optional<SessionRecord> read = store.session(id);
        read.ifPresent(this::keep);
        return read;
    }

    private void keep(SessionRecord session) {
        lock.lock();
        try {
            known.put(session.id(), session);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }
}
