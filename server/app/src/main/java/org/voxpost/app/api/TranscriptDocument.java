package org.voxpost.app.api;

import java.nio.charset.StandardCharsets;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.msml.dialog.Capture;

/** A transcript as a file, in the forms that the interface gives it. */
public final class TranscriptDocument {

    private TranscriptDocument() {}

    /** All of a session until now; a long one is cut as the interface cuts it. */
    public static byte[] of(CaptureStore store, SessionRecord session, Capture.Form form) throws JournalException {
        Transcript transcript = Transcriber.of(store, session);
        return switch (form) {
            case JSON -> Json.bytes(transcript);
            case HTML -> TranscriptPage.of(transcript).getBytes(StandardCharsets.UTF_8);
        };
    }
}
