package org.voxpost.engine.dialog;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.lane.Lane;
import org.voxpost.media.MediaStore;
import org.voxpost.msml.dialog.DialogElement;

/**
 * What a primitive for captured text works with.
 *
 * @param callId of the call that brings the text
 * @param part the primitive, as the journal calls it: at most 32 letters, digits and dots
 */
record TextScene(
        CapturedText text,
        DialogHost host,
        String callId,
        DialogOrder order,
        String part,
        Lane lane,
        Executor blocking,
        MediaStore media) {

    /** The session that is captured on the call in this run of the server. On the lane. */
    Optional<String> onCall() {
        return host.text();
    }

    /**
     * The session that is meant, which may be one of an earlier run; waits for the store.
     *
     * @param known as {@link #onCall} has it
     */
    Optional<SessionRecord> session(Optional<String> known) throws JournalException {
        Optional<String> id = known.isPresent() ? known : text.ofCall(callId);
        return id.isPresent() ? text.store().session(id.get()) : Optional.empty();
    }

    /** How far the application server was told, by the number of the fact; waits for the store. */
    int place() throws JournalException {
        return Math.toIntExact(text.store().place(reader()).orElse(0L));
    }

    /** The application server was told of everything up to a fact. */
    void moved(int number) {
        var _ = text.store().move(reader(), number, Instant.now());
    }

    /** Nobody will be told any more. */
    void done(DialogElement.Executable element) {
        var _ = text.store().leave(reader());
        order.finished(element);
    }

    private String reader() {
        return "msml:" + part;
    }
}
