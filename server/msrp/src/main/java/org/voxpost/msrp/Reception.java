package org.voxpost.msrp;

/** What is done with an incoming message. */
public sealed interface Reception {

    /** The body goes into {@code sink}. */
    record Accept(MessageSink sink) implements Reception {}

    /** The message is answered with {@code status} (RFC 4975 §10: 403, 413, 415) and its body discarded. */
    record Refuse(int status, String comment) implements Reception {
        public Refuse {
            if (status < 300 || status > 999) {
                throw new IllegalArgumentException("a refusal needs a status of 300 to 999, not " + status);
            }
            MimeHeader.requireSafe(comment);
        }
    }

    static Reception into(MessageSink sink) {
        return new Accept(sink);
    }

    static Reception refuse(int status, String comment) {
        return new Refuse(status, comment);
    }
}
