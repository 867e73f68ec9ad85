package org.voxpost.cpim;

import java.util.Optional;

/** What the body of a message is, out of its envelope. The octets themselves are for the caller to keep. */
public sealed interface Content {
    /** Envelopes within each other that are opened. */
    int MOST_ENVELOPES = 2;

    /**
     * A line of text (text/plain).
     *
     * @param text what is no text in its character set is U+FFFD. May have anything else in it: markup, escapes, marks of direction
     * @param validUtf8 whether nothing had to be replaced
     * @param envelope the innermost that it was in. What it says of the sender is a claim
     */
    record Text(String text, boolean validUtf8, Optional<CpimMessage> envelope) implements Content {}

    /** Somebody writes, or stopped. */
    record Composing(IsComposing state) implements Content {}

    /** What became of a message of ours. */
    record Notification(Imdn imdn) implements Content {}

    /**
     * Anything else.
     *
     * @param contentType as it is written
     * @param envelope the innermost that it was in
     * @param defect why a body of a known type could not be understood, in one sentence
     */
    record Other(String contentType, Optional<CpimMessage> envelope, Optional<String> defect) implements Content {}

    /**
     * Never fails: what cannot be understood is {@link Other}.
     *
     * @param contentType as the message has it, parameters included; empty for none, which means text/plain
     */
    static Content of(String contentType, byte[] octets) {
        return ContentReader.read(contentType, octets, Optional.empty(), 0);
    }
}
