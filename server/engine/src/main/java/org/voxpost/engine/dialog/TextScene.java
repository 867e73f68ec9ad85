package org.voxpost.engine.dialog;

import java.time.Instant;
import java.util.Map;
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
 * @param part the primitive, as the journal calls it: at most 32 letters, digits and dots
 */
record TextScene(
        CapturedText text,
        DialogHost host,
        DialogOrder order,
        String part,
        Lane lane,
        Executor blocking,
        MediaStore media) {

    /**
     * Where a primitive begins.
     *
     * @param place number of the last fact that the application server was told of; 0 before the first
     */
    record Beginning(SessionRecord session, int place) {}

    /** The session that is captured on the call in this run of the server. On the lane. */
    Optional<String> onCall() {
        return host.text();
    }

    /**
     * The session that is meant, which stays the same in later runs of the server; waits for the store.
     *
     * @param onCall as {@link #onCall} has it
     * @return empty where there is none
     */
    Optional<Beginning> begin(Optional<String> onCall) throws JournalException {
        Map<String, Long> before = order.goesOn() ? text.store().places(reader("")) : Map.of();
        if (!before.isEmpty()) {
            Map.Entry<String, Long> place = before.entrySet().iterator().next();
            String session = place.getKey().substring(reader("").length());
            return beginning(session, place.getValue().intValue());
        }
        if (onCall.isPresent()) {
            // Before anything is told: the next run has to know which session it was.
            text.store().move(reader(onCall.get()), 0, Instant.now()).join();
            return beginning(onCall.get(), 0);
        }
        return Optional.empty();
    }

    private Optional<Beginning> beginning(String session, int place) throws JournalException {
        return text.store().session(session).map(record -> new Beginning(record, place));
    }

    /** The application server was told of everything up to a fact. */
    void moved(String session, int number) {
        var _ = text.store().move(reader(session), number, Instant.now());
    }

    /** Nobody will be told any more. */
    void done(DialogElement.Executable element, String session) {
        if (!session.isEmpty()) {
            var _ = text.store().leave(reader(session));
        }
        order.finished(element);
    }

    private String reader(String session) {
        return "msml:" + part + ":" + session;
    }
}
