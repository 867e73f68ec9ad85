package org.voxpost.sip;

import java.util.concurrent.CompletionStage;

/**
 * One SIP dialog with an INVITE usage, from the first INVITE to the last answer. Methods may be called from any thread;
 * they enqueue to the call's lane and return. What comes too late for the state of the call is ignored.
 */
public sealed interface Call permits IncomingCall, OutgoingCall, ResumedCall {

    String callId();

    /**
     * Our tag: of To in calls that come in, of From in calls that we make. Unguessable, 128 bits, made of
     * {@code a-z 0-9} only.
     */
    String localTag();

    /** The peer's tag; the empty string while a call that we make has no answer. */
    String remoteTag();

    /** Our address: To of a call that came in, From of a call that we make. */
    CallUri localUri();

    /** The peer's address: From of a call that came in, To of a call that we make. */
    CallUri remoteUri();

    /**
     * Sends an INFO in the dialog. INFOs of one call are sent one after another, each only after the final answer to the
     * one before; those asked for before the dialog stands wait for it.
     *
     * @return completes on the lane, always normally, with the final answer or with why there is none
     */
    CompletionStage<InfoOutcome> info(Body body, SipHeaders headers);

    default CompletionStage<InfoOutcome> info(Body body) {
        return info(body, SipHeaders.none());
    }

    /**
     * Offers a new session description in a re-INVITE.
     *
     * @return completes on the lane, always normally, with the peer's answer or with why there is none
     */
    CompletionStage<OfferOutcome> offer(Body sdp);

    /**
     * From now on no refresh of the session timer brings an offer, for peers that take none in mid-call: a refresh is an UPDATE without
     * a body (RFC 4028 §7.4), and there is none where the peer does not take UPDATE. {@link #offer} is not bound by this.
     */
    void refreshWithoutOffers();

    /**
     * Ends the call whatever its state: BYE in a dialog, CANCEL for an INVITE of ours that is not answered, 603 for an INVITE
     * that we did not answer. INFOs that wait are dropped.
     *
     * @param reason value of the Reason header (RFC 3326), as {@code SIP;cause=200;text="done"}; empty for none
     */
    void hangUp(String reason);

    default void hangUp() {
        hangUp("");
    }
}
