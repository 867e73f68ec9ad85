package org.voxpost.sip;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A call that a peer makes to us. */
public non-sealed interface IncomingCall extends Call {

    CallUri requestUri();

    /** Every header of the INVITE. */
    SipHeaders headers();

    /** The body of the INVITE, of whatever type; empty when the caller wants our offer. */
    Optional<Body> body();

    /**
     * The INVITE exactly as it came, head and body and, over UDP, whatever is behind it in the datagram; read only. Of a call from this very
     * endpoint, which is never on a wire, as it would be written. To be asked for on the lane, in {@link CallHandler#incoming} or later, until
     * the call is answered, refused or cancelled: then the octets are let go.
     *
     * @throws IllegalStateException afterwards
     */
    ByteBuffer received();

    /** The transport address the INVITE came from, as {@code 192.0.2.1:5060/UDP}. */
    String peer();

    /** What another process needs to go on with it, once it is established. */
    SavedCall saved();

    /** Sends 180. */
    void ringing();

    /**
     * Sends 200 with our answer, or with our offer when the INVITE had no body. Repeated until the ACK comes (RFC 3261
     * §13.3.1.4).
     */
    default void answer(Body sdp) {
        answer(sdp, SipHeaders.none());
    }

    void answer(Body sdp, SipHeaders headers);

    /**
     * Refuses the call with a final response; the call ends with {@link CallEnd.Rejected}.
     *
     * @param status 300 to 699
     * @param reason reason phrase; empty for the usual one
     * @param headers as Retry-After or Warning
     */
    void reject(int status, String reason, SipHeaders headers);

    default void reject(int status) {
        reject(status, "", SipHeaders.none());
    }
}
