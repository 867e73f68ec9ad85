package org.voxpost.app.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.msml.dialog.Capture;

/** A transcript as a file, in the forms that the interface gives it. */
public final class TranscriptDocument {

    private TranscriptDocument() {}

    /** @param facts of the session, in order */
    public static byte[] of(SessionRecord session, List<CaptureEvent> facts, Capture.Form form) {
        Transcript transcript = Transcript.of(session, facts);
        return switch (form) {
            case JSON -> Json.bytes(transcript);
            case HTML -> TranscriptPage.of(transcript).getBytes(StandardCharsets.UTF_8);
        };
    }
}
