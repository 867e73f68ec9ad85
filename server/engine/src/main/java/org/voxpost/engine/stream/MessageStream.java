package org.voxpost.engine.stream;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
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
 * One MSRP session in the session descriptions of its call: the first offer and answer, CEMA and the offer without it (RFC 6714
 * §4.2), and what either side offers in mid-call (RFC 3264 §8, RFC 4975 §8.4). Belongs to the lane of the call.
 */
public final class MessageStream {

    private static final Logger log = LoggerFactory.getLogger(MessageStream.class);

    private final StreamTerms terms;
    private final MsrpSession session;
    private final Executor lane;
    private final StreamEvents events;
    private final int index;
    private SessionDescription ours;
    private boolean agreed;
    private boolean awaiting;
    private boolean closed;
    private boolean rerouted;

    private MessageStream(
            StreamTerms terms,
            MsrpSession session,
            Executor lane,
            StreamEvents events,
            SessionDescription ours,
            int index,
            boolean agreed) {
        this.terms = terms;
        this.session = session;
        this.lane = lane;
        this.events = events;
        this.ours = ours;
        this.index = index;
        this.agreed = agreed;
        this.awaiting = !agreed;
    }

    /** A stream that we offer; {@link #body()} is the offer, whose answer goes to {@link #answered}. */
    public static MessageStream offered(StreamTerms terms, MsrpSession session, Executor lane, StreamEvents events) {
        SessionDescription offer = terms.description().plus(session.localDescription());
        return new MessageStream(terms, session, lane, events, offer, 0, false);
    }

    /**
     * A stream that the peer offered, by the m-line of this index; {@link #body()} is the answer, which declines every other
     * m-line.
     */
    public static MessageStream answered(
            StreamTerms terms,
            MsrpSession session,
            Executor lane,
            StreamEvents events,
            SessionDescription offer,
            int index) {
        SessionDescription blank = terms.description();
        SessionDescription answer = SessionDescription.answerTo(offer, blank.origin(), blank.name())
                .withConnection(blank.connection().orElseThrow())
                .withMedia(index, session.localDescription());
        return new MessageStream(terms, session, lane, events, answer, index, true);
    }

    /** Our description as it stands. */
    public Body body() {
        return new Body("application/sdp", ours.encode());
    }

    /**
     * Takes the answer to an offer of ours, the first or a later one.
     *
     * @param call in which it came
     */
    public void answered(Call call, Optional<Body> answer) {
        awaiting = false;
        try {
            terms.locate(streamIn(answer), lane, located -> agree(call, located));
        } catch (NegotiationRefused e) {
            unusable(e);
        }
    }

    /** Takes the ACK of a 200 of ours, which brings the answer where that 200 brought our offer (RFC 3261 §13.2.1). */
    public void confirmed(Call call, Optional<Body> body) {
        if (awaiting) {
            answered(call, body);
        }
    }

    private void agree(Call call, MediaDescription answer) {
        if (closed || (!agreed && !events.mayAgree(answer))) {
            return;
        }
        if (agreed && answer.declined()) {
            close();
            return;
        }
        try {
            session.answered(answer);
        } catch (NegotiationRefused e) {
            if (e.reason() == NegotiationRefused.Reason.WITHOUT_CEMA
                    && terms.policy().address().reoffers()) {
                offerWithoutCema(call);
            } else {
                unusable(e);
            }
            return;
        }
        if (!agreed) {
            agreed = true;
            events.agreed(answer);
            if (rerouted) {
                reroute(call);
            }
        }
    }

    /**
     * Tells the peer that a relay of ours has given us another path, once it has agreed to the first (RFC 4976 §9.4: by a new offer,
     * before the old one expires). A peer that does not want to know keeps the session as long as the relay lets it.
     */
    public void reroute(Call call) {
        if (!agreed) {
            rerouted = true;
        } else if (closed) {
            return;
        } else if (terms.policy().address().reoffers()) {
            var _ = call.offer(offerAgain()).thenAccept(outcome -> {
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
        } else {
            log.warn("The peer takes no offers in mid-call, and our relay has another path: call={}", call.callId());
        }
    }

    /** Of a session that stands already, the answer changes nothing. */
    private void unusable(NegotiationRefused why) {
        if (agreed) {
            log.info("An answer in mid-call is ignored: session={} {}", session.id(), why.getMessage());
        } else if (!closed) {
            events.refused(why);
        }
    }

    /** For the middlebox to take part in the session. */
    private void offerWithoutCema(Call call) {
        var _ = call.offer(offerAgain()).thenAccept(outcome -> {
            switch (outcome) {
                case OfferOutcome.Accepted(var answer) -> answered(call, answer);
                case OfferOutcome.Refused(var status, var reason) -> events.refused(status, reason);
                case OfferOutcome.CallOver() -> {}
            }
        });
    }

    /** Answers an offer in mid-call; one without a body is answered with an offer, whose answer goes to {@link #answered}. */
    public void offered(OfferExchange exchange) {
        Optional<Body> offer = exchange.offer();
        if (closed || !agreed) {
            exchange.reject(488, "");
        } else if (offer.isEmpty()) {
            exchange.answer(offerAgain());
        } else {
            offered(exchange, offer.get());
        }
    }

    private void offered(OfferExchange exchange, Body body) {
        try {
            SessionDescription offer = SessionDescription.parse(body.bytes());
            if (index >= offer.media().size() || !offer.media().get(index).isMessage()) {
                exchange.reject(488, "");
                return;
            }
            MediaDescription media = offer.complete(offer.media().get(index));
            if (media.declined()) {
                close(exchange, offer, media);
            } else {
                terms.locate(media, lane, located -> answer(exchange, offer, located));
            }
        } catch (SdpException e) {
            exchange.reject(488, "");
        }
    }

    private void answer(OfferExchange exchange, SessionDescription offer, MediaDescription media) {
        try {
            UnaryOperator<MediaDescription> completed = events.offered(media);
            exchange.answer(next(offer, completed.apply(session.reoffered(media))));
        } catch (NegotiationRefused | SdpException e) {
            log.info("Refused an offer in mid-call: session={} {}", session.id(), e.getMessage());
            exchange.reject(488, "");
        }
    }

    /** Port 0 counts whatever else the offer says; the transfer keeps its id (RFC 5547 §8.1). */
    private void close(OfferExchange exchange, SessionDescription offer, MediaDescription media) {
        MediaDescription declined = ours.media().get(index).decline();
        exchange.answer(next(
                offer,
                media.attribute("file-transfer-id").map(declined::replacing).orElse(declined)));
        close();
    }

    private void close() {
        closed = true;
        session.end();
        events.closed();
    }

    private Body next(SessionDescription offer, MediaDescription answer) {
        ours = ours.next(SessionDescription.answerTo(offer, ours.origin(), ours.name())
                .withMedia(index, answer)
                .media());
        return body();
    }

    private Body offerAgain() {
        awaiting = true;
        ours = ours.next(ours.withMedia(index, session.reoffer()).media());
        return body();
    }

    /** The media description in an answer that matches our only one (RFC 3264 §6). */
    private MediaDescription streamIn(Optional<Body> body) throws NegotiationRefused {
        if (body.isEmpty()) {
            throw new NegotiationRefused(NegotiationRefused.Reason.NO_PATH, "there is no session description in it");
        }
        try {
            SessionDescription answer = SessionDescription.parse(body.get().bytes());
            if (index >= answer.media().size()) {
                throw new NegotiationRefused(NegotiationRefused.Reason.NO_PATH, "the answer has no m-line");
            }
            return answer.complete(answer.media().get(index));
        } catch (SdpException e) {
            throw new NegotiationRefused(
                    NegotiationRefused.Reason.NO_PATH, "the answer cannot be read: " + e.getMessage());
        }
    }
}
