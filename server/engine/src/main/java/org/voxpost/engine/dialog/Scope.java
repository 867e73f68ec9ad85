package org.voxpost.engine.dialog;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.voxpost.msml.dialog.Handler;

/** What an activity may ask of the dialog that it runs in. */
interface Scope {

    void set(Optional<String> id, String variable, String value);

    /**
     * Runs what the script says for an occasion.
     *
     * @return whether the dialog goes on; false after an {@code exit} or {@code disconnect}
     */
    boolean run(Handler handler);

    /** Completes on the lane, always normally, when all that was said to the application server so far is answered or lost. */
    CompletionStage<?> told();

    /** The activity is over. */
    void completed(Activity activity);

    /** Something failed; the dialog's exit will say so, with the first such failure. */
    void failed(int status, String description);
}
