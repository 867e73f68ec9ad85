package org.voxpost.msml;

import java.util.List;
import java.util.Optional;

/**
 * {@code <send>} at the level of MSML: an event for an object of ours (RFC 5707 §7.2).
 *
 * @param target may be a wildcard
 * @param part what the event is for inside a dialog ({@code transfer}, {@code transfer.id}, {@code group}); empty = the dialog itself
 * @param values the attribute {@code valuelist}, split at white space
 */
public record Send(String event, ObjectId target, Optional<String> part, List<String> values, Optional<String> mark)
        implements Request {
    public Send {
        values = List.copyOf(values);
    }
}
