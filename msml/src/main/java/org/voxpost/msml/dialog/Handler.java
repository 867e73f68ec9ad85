package org.voxpost.msml.dialog;

import java.util.List;
import java.util.Optional;

/** What to do when something happens: events in order, then perhaps the end of the dialog ({@code sendType} of the schema). */
public record Handler(List<SendEvent> sends, Optional<Ending> ending) {
    /** An element that was absent or empty. */
    public static final Handler NONE = new Handler(List.of(), Optional.empty());

    public Handler {
        sends = List.copyOf(sends);
    }
}
