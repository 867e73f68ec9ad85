package org.voxpost.msml;

import java.util.Collection;
import java.util.Optional;

/** How an event finds what it means to the object that gets it (RFC 5707 §9.3). */
public final class EventNames {
    private EventNames() {}

    /**
     * The longest of the known names that the event equals or extends by whole tokens: {@code terminate.frowning} is
     * {@code terminate} to an object that knows no more of it; {@code terminated} is not.
     */
    public static Optional<String> longestMatch(String event, Collection<String> known) {
        String name = event;
        while (true) {
            if (known.contains(name)) {
                return Optional.of(name);
            }
            int dot = name.lastIndexOf('.');
            if (dot < 0) {
                return Optional.empty();
            }
            name = name.substring(0, dot);
        }
    }
}
