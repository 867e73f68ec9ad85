package org.voxpost.msrp;

import java.util.concurrent.CompletionStage;

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

    /**
     * The decision comes later, from any thread, within {@link FlowTimeouts#decision()}: 408 after that. What arrives until then
     * waits; beyond {@link MsrpLimits#unansweredOctets()} its connection is not read.
     *
     * @param decision ends in {@link Accept} or {@link Refuse}
     */
    record Later(CompletionStage<Reception> decision) implements Reception {}

    static Reception into(MessageSink sink) {
        return new Accept(sink);
    }

    static Reception refuse(int status, String comment) {
        return new Refuse(status, comment);
    }
}
