package org.voxpost.sip;

import java.util.Optional;

/** What became of an INFO of ours. */
public sealed interface InfoOutcome {

    /** The final response, good or bad; 481 or 408 of the peer ends the call as well. */
    record Answered(int status, String reason, Optional<Body> body) implements InfoOutcome {
        public boolean good() {
            return status < 300;
        }
    }

    /** No final response within 64*T1 (RFC 3261 §17.1.2.2); the call ends with {@link CallEnd.PeerLost}. */
    record TimedOut() implements InfoOutcome {}

    /** It could not be sent; the call ends as well. */
    record NotSent(String why) implements InfoOutcome {}

    /** The call was over before the INFO had an answer, or before it was sent. */
    record CallOver() implements InfoOutcome {}
}
