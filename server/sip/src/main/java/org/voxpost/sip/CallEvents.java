package org.voxpost.sip;

import java.util.Optional;

/** Hears what happens to one call. Every method runs on the call's lane; an exception of theirs ends the call. */
public interface CallEvents {

    /** A call that we make: a provisional answer above 100, as 180 or 183. */
    default void provisional(int status, String reason) {}

    /** A call that we make: the 200 and its body. The ACK went out before this. */
    default void answered(Optional<Body> body) {}

    /**
     * A call that came in: the ACK of our 200 and its body (the peer's answer, when the offer was ours). The same after a
     * re-INVITE without body that was answered with an offer of ours.
     */
    default void confirmed(Optional<Body> body) {}

    /** The peer wants to change the session. Unless overridden, refused with 488: the session stays as it is. */
    default void offered(OfferExchange exchange) {
        exchange.reject(488, "");
    }

    /** An INFO came in. Unless overridden, answered 415. */
    default void info(InfoExchange exchange) {
        exchange.reject(415, "", SipHeaders.none());
    }

    /** The last event, exactly once. The endpoint keeps nothing of the call behind it. */
    void ended(CallEnd end);
}
