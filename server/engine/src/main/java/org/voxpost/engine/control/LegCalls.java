package org.voxpost.engine.control;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.voxpost.engine.capture.ControlledCall;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.Call;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipSyntaxException;

/** What the record is to say of a call that brings text. */
final class LegCalls {

    /** What the record says of an offer in a call that stands. */
    static final String MID_CALL = "an offer in mid-call";

    private LegCalls() {}

    /** Of one that came in just now: its INVITE, as it came. */
    static ControlledCall of(IncomingCall call) {
        return new ControlledCall(
                call.callId(),
                call.remoteUri().toString(),
                call.requestUri().toString(),
                call.peer(),
                call.headers(),
                now -> List.of(
                        Fact.of(FactKind.SIGNALLING, now, "INVITE").content("message/sip", octets(call.received()))));
    }

    /**
     * Of one that stands, and brings its text with a later offer: that, as it came.
     *
     * @param invite headers of the INVITE, which may say alone which emergency call it is
     */
    static ControlledCall of(Call call, OfferExchange exchange, SipHeaders invite) {
        SipHeaders later = exchange.headers();
        return new ControlledCall(
                call.callId(),
                call.remoteUri().toString(),
                call.localUri().toString(),
                "",
                later.first("Call-Info").isPresent() ? later : invite,
                now -> List.of(Fact.of(FactKind.SIGNALLING, now, MID_CALL)
                        .content("message/sip", octets(exchange.received()))));
    }

    /**
     * The session description in a body.
     *
     * @throws SdpException when it cannot be read
     */
    static Optional<SessionDescription> description(Optional<Body> body) throws SdpException {
        Optional<Body> sdp = body.flatMap(Body::sessionDescription);
        return sdp.isPresent() ? Optional.of(SessionDescription.parse(sdp.get().bytes())) : Optional.empty();
    }

    /** Whether a call offers a message stream that is none of those it declines; one that cannot be read offers none. */
    static boolean bringsText(IncomingCall call) {
        try {
            return description(call.body()).filter(LegCalls::bringsText).isPresent();
        } catch (SdpException | SipSyntaxException unreadable) {
            return false;
        }
    }

    static boolean bringsText(SessionDescription offer) {
        return offer.media().stream().anyMatch(one -> one.isMessage() && !one.declined());
    }

    private static byte[] octets(ByteBuffer received) {
        byte[] octets = new byte[received.remaining()];
        received.duplicate().get(octets);
        return octets;
    }
}
