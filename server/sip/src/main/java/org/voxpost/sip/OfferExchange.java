package org.voxpost.sip;

import java.nio.ByteBuffer;
import java.util.Optional;

/** An offer in mid-call, by re-INVITE (RFC 3261 §14) or UPDATE (RFC 3311). Wants one answer, from any thread, soon. */
public interface OfferExchange {

    /** The offer; empty for a re-INVITE without body: then {@link #answer} gives our offer, and the ACK brings the answer. */
    Optional<Body> offer();

    SipHeaders headers();

    /**
     * The request exactly as it came, head and body; read only. Of a call from this very endpoint, which is never on a wire, as it would be
     * written. Any thread.
     */
    ByteBuffer received();

    /** 200 with our answer (or offer, see {@link #offer}). */
    void answer(Body sdp);

    /**
     * Refuses; the session stays as it was.
     *
     * @param status 300 to 699, usually 488
     * @param reason reason phrase; empty for the usual one
     */
    void reject(int status, String reason);
}
