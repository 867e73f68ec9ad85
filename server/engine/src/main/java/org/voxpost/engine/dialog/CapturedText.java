package org.voxpost.engine.dialog;

import java.util.List;
import java.util.Optional;
import org.voxpost.engine.capture.CaptureDesk;
import org.voxpost.engine.capture.LiveSession;
import org.voxpost.engine.capture.OfferedSessions;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.msml.dialog.Capture;

/**
 * The text of callers, as dialogs see it. Any thread may call it; what throws {@link JournalException} waits for the store.
 *
 * @param store the record, which has every session; the desk has those that are open here
 */
public record CapturedText(CaptureDesk desk, CaptureStore store, Transcripts transcripts) {

    /** Facts that are read at once, at most. */
    private static final int PAGE = 64;

    /** What application servers bring. */
    public OfferedSessions sessions() {
        return desk.offered();
    }

    Optional<LiveSession> live(String session) {
        return desk.live(session);
    }

    List<CaptureEvent> page(String session, int after) throws JournalException {
        return store.eventsOf(session, after, PAGE);
    }

    /** Everything of a session until now, as a document. */
    byte[] transcript(String session, Capture.Form form) throws JournalException {
        SessionRecord record =
                store.session(session).orElseThrow(() -> new JournalException("there is no session " + session));
        return transcripts.write(store, record, form);
    }
}
