package org.voxpost.engine.dialog;

import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.msml.dialog.Capture;

/** Writes down a conversation for whoever reads it later. Any thread may call it. */
@FunctionalInterface
public interface Transcripts {

    /**
     * Everything of a session until now, as a document; waits for the store. A long one is cut, and says so.
     *
     * @param store the record that has the session
     */
    byte[] write(CaptureStore store, SessionRecord session, Capture.Form form) throws JournalException;
}
