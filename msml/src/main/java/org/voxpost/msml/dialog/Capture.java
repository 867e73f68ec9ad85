package org.voxpost.msml.dialog;

import java.util.Optional;

/**
 * {@code <text:capture>}: reports the text that is captured on the connection, a primitive of ours ({@link TextNames#NAMESPACE}).
 *
 * @param after number of the fact behind which it reports; 0 for all of the session
 * @param transcript where the conversation is filed at the end
 * @param form in which it is filed
 * @param onStart run once it is known which session it reports
 * @param onMedia run when text can flow, and when it cannot any more
 * @param onMessage run for each message of the caller that is whole
 * @param onIncomplete run for each message of the caller of which the rest never came
 * @param onDelivery run for each message of ours of which it is known what became of it
 * @param onComposing run when the caller begins to write, or stops
 */
public record Capture(
        Optional<String> id,
        int after,
        Optional<String> transcript,
        Form form,
        Handler onStart,
        Handler onMedia,
        Handler onMessage,
        Handler onIncomplete,
        Handler onDelivery,
        Handler onComposing,
        Handler onExit)
        implements DialogElement.Executable {

    /** What a transcript is written as. */
    public enum Form {
        JSON,
        HTML
    }
}
