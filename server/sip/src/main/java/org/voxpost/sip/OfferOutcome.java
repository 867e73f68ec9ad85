package org.voxpost.sip;

import java.util.Optional;

/** What became of an offer of ours in mid-call. */
public sealed interface OfferOutcome {

    /** 2xx: the session is what offer and answer say. */
    record Accepted(Optional<Body> answer) implements OfferOutcome {}

    /** The session stays as it was; 491 means that the peer offered at the same time, and a second try failed as well. */
    record Refused(int status, String reason) implements OfferOutcome {}

    /** The call was over before there was an answer. */
    record CallOver() implements OfferOutcome {}
}
