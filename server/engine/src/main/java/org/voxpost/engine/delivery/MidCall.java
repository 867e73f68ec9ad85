package org.voxpost.engine.delivery;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.Call;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.OfferOutcome;

/**
 * Offers in mid-call, ours and the peer's (RFC 3264 §8, RFC 4975 §8.4). The file transfer keeps its id, so that nothing is sent a second
 * time (RFC 5547 §8.1). Belongs to the lane of the call.
 */
public final class MidCall {

    private static final Logger log = LoggerFactory.getLogger(MidCall.class);

    private final MsrpSession session;
    private SessionDescription ours;

    /** @param ours what the peer was offered first */
    public MidCall(MsrpSession session, SessionDescription ours) {
        this.session = session;
        this.ours = ours;
    }

    /** Answers an offer of the peer's, which may move the session; 488 to one that makes none. */
    public void answer(OfferExchange exchange) {
        try {
            Optional<Body> offer = exchange.offer();
            exchange.answer(offer.isPresent() ? answer(offer.get()) : offer());
        } catch (NegotiationRefused | SdpException e) {
            exchange.reject(488, "");
        }
    }

    private Body answer(Body body) throws NegotiationRefused, SdpException {
        SessionDescription offer = SessionDescription.parse(body.bytes());
        int index = message(offer);
        MediaDescription answered =
                session.reoffered(offer.complete(offer.media().get(index)));
        ours = ours.next(SessionDescription.answerTo(offer, ours.origin(), ours.name())
                .withMedia(index, answered)
                .media());
        return Offer.body(ours);
    }

    private static int message(SessionDescription offer) throws NegotiationRefused {
        for (int i = 0; i < offer.media().size(); i++) {
            if (offer.media().get(i).isMessage()) {
                return i;
            }
        }
        throw new NegotiationRefused(NegotiationRefused.Reason.DECLINED, "the offer has no m-line for messages");
    }

    /**
     * Tells the peer that a relay of ours has given us another path (RFC 4976 §9.4: by a new offer, before the old one expires). A peer that
     * does not want to know keeps the session as long as the relay lets it.
     */
    public void reroute(Call call) {
        var _ = call.offer(offer()).thenAccept(outcome -> {
            switch (outcome) {
                case OfferOutcome.Accepted(var answer) -> answered(call, answer);
                case OfferOutcome.Refused(var status, var reason) ->
                    log.warn(
                            "The peer does not take another path to us: call={}, it answered {} {}",
                            call.callId(),
                            status,
                            reason);
                case OfferOutcome.CallOver() -> {}
            }
        });
    }

    private void answered(Call call, Optional<Body> answer) {
        try {
            session.answered(Offer.answerIn(answer));
        } catch (NegotiationRefused e) {
            log.warn("The answer to another path of ours cannot be used: call={}, {}", call.callId(), e.getMessage());
        }
    }

    /** Our offer of the same session again. */
    Body offer() {
        MediaDescription again = session.reoffer();
        ours = ours.next(ours.media().stream()
                .map(media -> media.isMessage() ? again : media)
                .toList());
        return Offer.body(ours);
    }
}
