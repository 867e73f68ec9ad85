package org.voxpost.msrp.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.wire.UriPath;

/** The sessions of one connection, by the session id of our URI (RFC 4975 §5.4). */
final class SessionTable {

    private final Map<String, SessionCore> sessions = new LinkedHashMap<>(4);

    void add(SessionCore session) {
        sessions.put(session.id(), session);
    }

    void remove(SessionCore session) {
        sessions.remove(session.id(), session);
    }

    /** Empties the table. */
    List<SessionCore> takeAll() {
        List<SessionCore> all = new ArrayList<>(sessions.values());
        sessions.clear();
        return all;
    }

    /** The session that a To-Path leads to; when it came here, only our URI is left of it. */
    @Nullable
    SessionCore named(UriPath to) {
        String id = to.last().sessionId();
        return id == null ? null : sessions.get(id);
    }

    int size() {
        return sessions.size();
    }
}
