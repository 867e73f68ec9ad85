package org.voxpost.engine.capture;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.CallEnd;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.OfferOutcome;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipSyntaxException;

/** The call of a captured session whose signalling is ours (1PCC). Belongs to the lane of the call. */
final class CapturedCall implements CallEvents, Signalling {

    private static final Logger log = LoggerFactory.getLogger(CapturedCall.class);

    /** When a caller that could not be served may come again; an ESRP goes elsewhere at once. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final CaptureDesk.Shared shared;
    private final IncomingCall call;
    private final CapturedSession session;
    private boolean answerAwaited;
    private boolean answered;
    private boolean over;

    CapturedCall(CaptureDesk.Shared shared, IncomingCall call, Function<Signalling, CapturedSession> session) {
        this.shared = shared;
        this.call = call;
        this.session = session.apply(this);
    }

    CapturedSession session() {
        return session;
    }

    /** Answers the INVITE, once it is on record that it came. */
    void begin(List<Fact> facts) {
        try {
            Optional<Body> offer = call.body().flatMap(Body::sessionDescription);
            if (offer.isPresent()) {
                SessionDescription theirs = SessionDescription.parse(offer.get().bytes());
                var _ = session.answer(theirs).whenComplete((ours, failure) -> described(facts, ours, failure));
            } else {
                answerAwaited = true;
                var _ = session.offer().whenComplete((ours, failure) -> described(facts, ours, failure));
            }
        } catch (SdpException | SipSyntaxException e) {
            refuse(CallRefusal.UNREADABLE, 400, String.valueOf(e.getMessage()));
        }
    }

    private void described(List<Fact> facts, @Nullable SessionDescription ours, @Nullable Throwable failure) {
        if (ours == null) {
            boolean theirFault = cause(failure) instanceof NegotiationRefused;
            refuse(
                    theirFault ? CallRefusal.NO_TEXT : CallRefusal.UNAVAILABLE,
                    theirFault ? 488 : 503,
                    String.valueOf(cause(failure).getMessage()));
            return;
        }
        if (over) {
            var _ = session.ended("the caller gave up", false);
            return;
        }
        var _ = session.open(facts)
                .whenComplete((_, unwritten) -> session.lane().execute(() -> {
                    if (unwritten == null) {
                        answer(ours);
                    } else {
                        log.error(
                                "A call for help cannot be kept and is refused, so that it goes elsewhere: call={}"
                                        + " sip-call-id={} {}",
                                session.record().callId(),
                                call.callId(),
                                unwritten.getMessage());
                        refuse(CallRefusal.NOT_WRITTEN, 503, "the record cannot be written");
                    }
                }));
    }

    private void answer(SessionDescription ours) {
        if (over) {
            return;
        }
        answered = true;
        call.answer(body(ours));
        if (!answerAwaited) {
            session.start();
        }
    }

    private void refuse(CallRefusal reason, int status, String why) {
        shared.refusals().call(call, reason, status, why);
        SipHeaders warning =
                SipHeaders.of("Warning", "399 voxpost \"" + why.replaceAll("[\\p{Cntrl}\"\\\\]", "?") + "\"");
        log.warn(
                "Refused a call that was to be captured: {} call={} sip-call-id={} from={} {}",
                status,
                session.record().callId(),
                call.callId(),
                call.peer(),
                why);
        call.reject(
                status,
                "",
                status == 503 ? warning.with("Retry-After", Long.toString(RETRY_AFTER.toSeconds())) : warning);
    }

    private static Throwable cause(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? new IllegalStateException("no description and no failure") : cause;
    }

    @Override
    public void confirmed(Optional<Body> body) {
        if (!answerAwaited) {
            return;
        }
        answerAwaited = false;
        try {
            if (!session.agreed(description(body))) {
                call.hangUp("SIP;cause=488;text=\"no MSRP stream in the answer\"");
            }
        } catch (SdpException | SipSyntaxException | NegotiationRefused e) {
            log.warn("The answer of a captured call cannot be used: sip-call-id={} {}", call.callId(), e.getMessage());
            call.hangUp("SIP;cause=488");
        }
    }

    /** It is answered once it is on record that it came: it may say where the caller is now. */
    @Override
    public void offered(OfferExchange exchange) {
        var _ = session.signalled("an offer in mid-call", exchange.received())
                .whenComplete((_, unwritten) -> session.lane().execute(() -> {
                    if (unwritten == null) {
                        answer(exchange);
                    } else {
                        log.error(
                                "An offer in mid-call cannot be kept and is refused: sip-call-id={} {}",
                                call.callId(),
                                unwritten.getMessage());
                        exchange.reject(503, "");
                    }
                }));
    }

    private void answer(OfferExchange exchange) {
        try {
            if (exchange.offer().isEmpty()) {
                answerAwaited = true;
                exchange.answer(body(session.offerAgain()));
                return;
            }
            var _ = session.answer(description(exchange.offer())).whenComplete((ours, failure) -> {
                if (ours == null) {
                    exchange.reject(488, "");
                } else {
                    exchange.answer(body(ours));
                    session.start();
                }
            });
        } catch (SdpException | SipSyntaxException e) {
            exchange.reject(488, "");
        }
    }

    @Override
    public void ended(CallEnd end) {
        over = true;
        if (end instanceof CallEnd.Rejected || end instanceof CallEnd.Cancelled) {
            var _ = session.ended(end.inWords("the caller"), false);
            shared.gone(session);
            return;
        }
        var _ = session.ended(end.inWords("the caller"), end instanceof CallEnd.RemoteBye)
                .whenComplete((_, _) -> shared.gone(session));
    }

    @Override
    public void hangUp(String why) {
        if (!answered) {
            refuse(CallRefusal.UNAVAILABLE, 503, why);
            return;
        }
        call.hangUp("SIP;cause=200;text=\"" + why.replaceAll("[\\p{Cntrl}\"\\\\]", "?") + "\"");
    }

    @Override
    public void reoffer(SessionDescription ours) {
        var _ = call.offer(body(ours)).thenAccept(outcome -> {
            switch (outcome) {
                case OfferOutcome.Accepted(var answer) -> rerouted(answer);
                case OfferOutcome.Refused(var status, var reason) ->
                    log.warn(
                            "The caller does not take another path to us: sip-call-id={} {} {}",
                            call.callId(),
                            status,
                            reason);
                case OfferOutcome.CallOver() -> {}
            }
        });
    }

    private void rerouted(Optional<Body> answer) {
        try {
            var _ = session.agreed(description(answer));
        } catch (SdpException | SipSyntaxException | NegotiationRefused e) {
            log.warn(
                    "The answer to another path of ours cannot be used: sip-call-id={} {}",
                    call.callId(),
                    e.getMessage());
        }
    }

    static Body body(SessionDescription description) {
        return new Body("application/sdp", description.encode());
    }

    private static SessionDescription description(Optional<Body> body) throws SdpException {
        return SessionDescription.parse(
                body.flatMap(Body::sessionDescription).map(Body::bytes).orElse(new byte[0]));
    }
}
