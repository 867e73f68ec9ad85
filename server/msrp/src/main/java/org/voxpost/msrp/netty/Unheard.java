package org.voxpost.msrp.netty;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was given to a session and the peer may not have, in its order. Belongs to the session's lane. */
final class Unheard {

    private @Nullable Set<SentMessage> messages;

    void add(SentMessage message) {
        if (messages == null) {
            messages = new LinkedHashSet<>(2);
        }
        messages.add(message);
    }

    void remove(SentMessage message) {
        if (messages != null) {
            messages.remove(message);
        }
    }

    /** The peer has been heard, so what it lacks is known by its responses. */
    void clear() {
        messages = null;
    }

    /** Hands all to the core that the session has now. */
    void begin() {
        all().forEach(SentMessage::begin);
    }

    /** The session is over, and none of it will be heard. */
    void tellLoss() {
        all().forEach(SentMessage::tellLoss);
    }

    private List<SentMessage> all() {
        return messages == null ? List.of() : List.copyOf(messages);
    }
}
