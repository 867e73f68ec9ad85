package org.voxpost.engine.dialog;

import java.util.ArrayList;
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

    /** Facts that are read at once. */
    static final int PAGE = 64;

    /** A transcript has no more facts than this. */
    private static final int LONGEST = 10_000;

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

    /**
     * Everything of a session until now, as a document.
     *
     * @throws JournalException also when there is no such session, or more of it than a document may have
     */
    byte[] transcript(String session, Capture.Form form) throws JournalException {
        SessionRecord record =
                store.session(session).orElseThrow(() -> new JournalException("there is no session " + session));
        List<CaptureEvent> facts = new ArrayList<>();
        List<CaptureEvent> page = page(session, 0);
        while (!page.isEmpty()) {
            facts.addAll(page);
            if (facts.size() > LONGEST) {
                throw new JournalException("the session has more than " + LONGEST + " facts");
            }
            page = page(session, facts.getLast().fact().number());
        }
        return transcripts.write(record, facts, form);
    }
}
