package org.voxpost.engine.control;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/** What the record is to say of a call that brings text. */
final class LegCalls {

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
     * Of one that stands, and brings its text with a later offer: that, its head put together again from its headers.
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
                now -> List.of(Fact.of(
                                FactKind.SIGNALLING,
                                now,
                                "an offer in a call that stands; its head is put together from its headers")
                        .content("message/sip", image(call, exchange))));
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

    private static byte[] image(Call call, OfferExchange exchange) {
        String cseq = exchange.headers().first("CSeq").orElse("INVITE");
        String method = cseq.substring(cseq.lastIndexOf(' ') + 1);
        StringBuilder head = new StringBuilder(method + " " + call.localUri() + " SIP/2.0\r\n");
        exchange.headers()
                .asMap()
                .forEach((name, values) -> values.forEach(value -> head.append(name + ": " + value + "\r\n")));
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        image.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        exchange.offer().ifPresent(body -> image.writeBytes(body.bytes()));
        return image.toByteArray();
    }

    private static byte[] octets(ByteBuffer received) {
        byte[] octets = new byte[received.remaining()];
        received.duplicate().get(octets);
        return octets;
    }
}
