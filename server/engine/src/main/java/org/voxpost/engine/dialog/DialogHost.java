package org.voxpost.engine.dialog;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.voxpost.msml.MsmlEvent;

/** Whoever a dialog belongs to; called on the dialog's lane. */
public interface DialogHost {

    /**
     * The dialog says something to the application server.
     *
     * @return completes on the dialog's lane, always normally, when it was answered or is lost
     */
    CompletionStage<?> tell(MsmlEvent event);

    /** The session that is captured on the connection in this run of the server, as the record calls it; empty where none was. */
    Optional<String> text();

    /** The dialog wants the SIP dialog of its connection to end ({@code disconnect}, RFC 5707 §9.6.5). */
    void disconnect();

    /**
     * The dialog is over; the last call. Its exit event was told before.
     *
     * @param status 200, or that of {@code dialog.exit.status}
     */
    void ended(Dialog dialog, int status, String description);
}
