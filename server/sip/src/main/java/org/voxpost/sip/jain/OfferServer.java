package org.voxpost.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.sip.ServerTransaction;
import org.jspecify.annotations.Nullable;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.SessionTimer;
import org.voxpost.sip.SipHeaders;

/** re-INVITE (RFC 3261 §14.2) and UPDATE (RFC 3311) that come in: new offers, and refreshes of the session timer. */
final class OfferServer {
    private static final int LONGEST_RETRY = 11;

    private final Leg leg;
    private @Nullable Exchange pending;
    private @Nullable SuccessRepeater repeater;
    private boolean answerInAck;
    private long unacknowledged = -1;
    private @Nullable Body sessionDescription;

    OfferServer(Leg leg) {
        this.leg = leg;
    }

    /** Our side of the session as last offered or answered; for a refresh by re-INVITE. */
    Optional<Body> session() {
        return Optional.ofNullable(sessionDescription);
    }

    void sessionIs(Body sdp) {
        this.sessionDescription = sdp;
    }

    void received(SIPRequest request, ServerTransaction transaction) {
        boolean invite = request.getMethod().equals("INVITE");
        Optional<Body> offer = Messages.body(request);
        SessionTimer policy = leg.core.configuration.sessionTimer();
        if (pending != null || (invite && repeater != null)) {
            tryLater(request, transaction);
        } else if (leg.requests.offering() && (invite || offer.isPresent())) {
            leg.core.respond(transaction, request, 491, "", "");
        } else if (Session.tooSmall(request, policy)) {
            leg.core.respond(transaction, leg.core.messages.tooSmall(request, policy, ""));
        } else if (!invite && offer.isEmpty()) {
            refresh(request, transaction, policy);
        } else {
            if (invite) {
                leg.core.respond(transaction, leg.core.messages.response(request, 100, "", ""));
            }
            Exchange exchange = new Exchange(request, transaction, offer);
            pending = exchange;
            leg.tell(events -> events.offered(exchange));
        }
    }

    /** True when the ACK was for a 200 of ours to a re-INVITE. */
    boolean acknowledged(SIPRequest ack) {
        SuccessRepeater repeater = this.repeater;
        if (repeater == null || ack.getCSeq().getSeqNumber() != unacknowledged) {
            return false;
        }
        repeater.stop();
        this.repeater = null;
        if (answerInAck) {
            leg.tell(events -> events.confirmed(Messages.body(ack)));
        }
        return true;
    }

    /** RFC 3261 §9.2: the session stays as it was. */
    void cancelled(long sequence) {
        Exchange exchange = pending;
        if (exchange != null && exchange.request.getCSeq().getSeqNumber() == sequence) {
            exchange.respond(487, "");
        }
    }

    /** A re-INVITE came again after our 200. */
    void repeated() {
        if (repeater != null) {
            repeater.again();
        }
    }

    void drop() {
        if (repeater != null) {
            repeater.stop();
            repeater = null;
        }
        if (pending != null) {
            pending.respond(487, "");
        }
    }

    private void refresh(SIPRequest request, ServerTransaction transaction, SessionTimer policy) {
        leg.dialog().refreshTarget(request);
        Optional<Session> session = Session.ofRequest(request, policy);
        leg.core.respond(transaction, success(request, session));
        leg.session.agreed(session);
    }

    private SIPResponse success(SIPRequest request, Optional<Session> session) {
        return leg.success(request, leg.dialog().localUser(), leg.dialog().way(), session);
    }

    /** RFC 3261 §14.2: an earlier one has no final response yet, or no ACK. */
    private void tryLater(SIPRequest request, ServerTransaction transaction) {
        SIPResponse response = leg.core.messages.response(request, 500, "", "");
        Messages.set(response, "Retry-After", Long.toString(leg.core.ids.below(LONGEST_RETRY)));
        leg.core.respond(transaction, response);
    }

    private final class Exchange implements OfferExchange {
        private final SIPRequest request;
        private final ServerTransaction transaction;
        private final Optional<Body> offer;
        private final byte[] received;

        Exchange(SIPRequest request, ServerTransaction transaction, Optional<Body> offer) {
            this.request = request;
            this.transaction = transaction;
            this.offer = offer;
            this.received = ReceivedNotes.taken(request);
        }

        @Override
        public Optional<Body> offer() {
            return offer;
        }

        @Override
        public SipHeaders headers() {
            return Messages.headers(request);
        }

        @Override
        public ByteBuffer received() {
            return ByteBuffer.wrap(received).asReadOnlyBuffer();
        }

        @Override
        public void answer(Body sdp) {
            Core.run(leg.lane, () -> accept(sdp));
        }

        @Override
        public void reject(int status, String reason) {
            if (status < 300 || status > 699) {
                throw new IllegalArgumentException("not a refusal: " + status);
            }
            Core.run(leg.lane, () -> respond(status, Messages.clean(reason)));
        }

        private void accept(Body sdp) {
            if (pending != this) {
                return;
            }
            pending = null;
            leg.dialog().refreshTarget(request);
            Optional<Session> session = Session.ofRequest(request, leg.core.configuration.sessionTimer());
            SIPResponse success = success(request, session);
            Messages.body(success, sdp);
            sessionDescription = sdp;
            if (request.getMethod().equals("INVITE")) {
                answerInAck = offer.isEmpty();
                unacknowledged = request.getCSeq().getSeqNumber();
                leg.succeeded(request);
                repeater =
                        SuccessRepeater.start(leg, transaction, success, () -> leg.hangUpNow("", new CallEnd.NoAck()));
            } else {
                leg.core.respond(transaction, success);
            }
            leg.session.agreed(session);
        }

        private void respond(int status, String reason) {
            if (pending == this) {
                pending = null;
                leg.core.respond(transaction, request, status, reason, "");
            }
        }
    }
}
