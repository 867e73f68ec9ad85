package org.voxpost.engine.dialog;

import java.util.List;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.msml.dialog.Capture;

/** Writes down a conversation for whoever reads it later. Any thread may call it. */
@FunctionalInterface
public interface Transcripts {

    /**
     * A document of its own.
     *
     * @param facts of the session, in order
     */
    byte[] write(SessionRecord session, List<CaptureEvent> facts, Capture.Form form);
}
