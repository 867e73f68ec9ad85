package org.voxpost.engine.control;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.CaptureRefused;
import org.voxpost.engine.capture.ControlledCall;
import org.voxpost.engine.capture.OfferedSession;
import org.voxpost.engine.capture.OfferedSessions;
import org.voxpost.engine.lane.Lane;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;
import org.voxpost.sip.Call;
import org.voxpost.sip.OfferExchange;
import org.voxpost.sip.OfferOutcome;
import org.voxpost.sip.SipHeaders;
import org.voxpost.sip.SipSyntaxException;

/**
 * What the call of an application server carries: nothing but, where it brings a caller's text, the streams of that, which is captured
 * (3PCC). Belongs to the lane of the call.
 */
final class LegText {

    private static final Logger log = LoggerFactory.getLogger(LegText.class);

    private final Optional<OfferedSessions> desk;
    private final Lane lane;
    private final Call call;
    private final SipHeaders invite;
    private final SessionAnswer answer;

    /** The newest one that is on record. */
    private @Nullable OfferedSession session;

    /** One that is not yet. */
    private @Nullable OfferedSession beginning;

    /** The streams of the last offer that was taken: whoever repeats them wants nothing new. */
    private List<MediaDescription> taken = List.of();

    /**
     * @param desk empty where no text is captured
     * @param address what our description says we are reached at
     * @param invite headers of the INVITE
     */
    LegText(Optional<OfferedSessions> desk, String address, Lane lane, Call call, SipHeaders invite) {
        this.desk = desk;
        this.answer = new SessionAnswer(address);
        this.lane = lane;
        this.call = call;
        this.invite = invite;
    }

    /** The newest session that was captured on the call, as the record calls it. */
    Optional<String> session() {
        return Optional.ofNullable(session).map(OfferedSession::id);
    }

    /**
     * The answer to an offer, or our offer where there is none.
     *
     * @param call what the record is to say of the call, if this begins to capture
     * @return completes on the lane; exceptionally with {@link CaptureRefused} when text that is offered cannot be captured now
     */
    CompletableFuture<Body> describe(Optional<SessionDescription> offer, Supplier<ControlledCall> call) {
        OfferedSession standing = standing();
        if (standing != null) {
            return offer.map(theirs -> told(standing.offered(theirs), theirs))
                    .orElseGet(() -> CompletableFuture.completedFuture(answer.is(standing.offerAgain())));
        }
        return offer.isPresent() && desk.isPresent() && bringsText(offer.get())
                ? begin(desk.get(), offer.get(), call.get())
                : CompletableFuture.completedFuture(answer.to(offer));
    }

    /** An offer in a call that stands; answered once it is on record that it came, where there is a record of the call. */
    void offered(OfferExchange exchange) {
        try {
            Optional<SessionDescription> offer = LegCalls.description(exchange.offer());
            OfferedSession standing = standing();
            CompletableFuture<Void> onRecord = standing == null
                    ? CompletableFuture.completedFuture(null)
                    : standing.signalled(LegCalls.MID_CALL, exchange.received());
            var _ = onRecord.thenComposeAsync(_ -> describe(offer, () -> LegCalls.of(call, exchange, invite)), lane)
                    .whenComplete((ours, failure) -> answer(exchange, ours, failure));
        } catch (SdpException | SipSyntaxException e) {
            log.info("Refused an offer that cannot be read: call-id={} {}", call.callId(), e.getMessage());
            exchange.reject(488, "");
        }
    }

    private void answer(OfferExchange exchange, @Nullable Body ours, @Nullable Throwable failure) {
        if (ours != null) {
            exchange.answer(ours);
        } else if (failure != null) {
            log.error("Refused an offer: call-id={} {}", call.callId(), failure.getMessage());
            exchange.reject(notTaken(failure) ? 488 : 503, "");
        }
    }

    /** The answer to an offer of ours. */
    void agreed(Optional<Body> theirs) {
        OfferedSession standing = standing();
        try {
            Optional<SessionDescription> description = LegCalls.description(theirs);
            if (standing != null && description.isPresent()) {
                var _ = standing.answered(description.get()).exceptionally(failure -> {
                    log.warn("An answer cannot be used: call-id={} {}", call.callId(), failure.getMessage());
                    return null;
                });
            }
        } catch (SdpException | SipSyntaxException e) {
            log.warn("An answer cannot be read: call-id={} {}", call.callId(), e.getMessage());
        }
    }

    /**
     * The call is over.
     *
     * @param tail whether what the caller sent before still counts
     */
    void ended(String why, boolean tail) {
        if (session != null) {
            session.ended(why, tail);
        }
        if (beginning != null) {
            beginning.ended(why, tail);
        }
    }

    private @Nullable OfferedSession standing() {
        return session == null || session.over() ? null : session;
    }

    private CompletableFuture<Body> begin(OfferedSessions desk, SessionDescription offer, ControlledCall call) {
        try {
            OfferedSession begun = desk.onCall(call, lane, offer, answer.blank(), this::reoffer);
            beginning = begun;
            return told(begun.begin(Optional.of(offer)), offer)
                    .handleAsync((body, failure) -> begun(begun, offer, body, failure), lane);
        } catch (CaptureRefused e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Text in a form that we do not take is declined as other media are, and the call stands. */
    private Body begun(OfferedSession begun, SessionDescription offer, @Nullable Body body, Throwable failure) {
        beginning = null;
        if (body != null) {
            session = begun;
            return body;
        }
        if (notTaken(failure)) {
            log.warn("Text is declined: call-id={} {}", call.callId(), failure.getMessage());
            return answer.to(Optional.of(offer));
        }
        throw new CompletionException(cause(failure));
    }

    private static boolean notTaken(Throwable failure) {
        return cause(failure) instanceof CaptureRefused refused && refused.reason() == CaptureRefused.Reason.NOT_TAKEN;
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private CompletableFuture<Body> told(CompletableFuture<SessionDescription> described, SessionDescription offer) {
        return described.thenApplyAsync(
                ours -> {
                    taken = offer.media();
                    return answer.is(ours);
                },
                lane);
    }

    /** Our relay gave us another path. */
    private void reoffer(SessionDescription ours) {
        var _ = call.offer(answer.is(ours)).thenAccept(outcome -> {
            switch (outcome) {
                case OfferOutcome.Accepted(var theirs) -> agreed(theirs);
                case OfferOutcome.Refused(var status, var reason) ->
                    log.warn(
                            "The application server does not take another path to us: call-id={} {} {}",
                            call.callId(),
                            status,
                            reason);
                case OfferOutcome.CallOver() -> {}
            }
        });
    }

    /** One that was ended does not begin anew because the call is refreshed with the offer that it had. */
    private boolean bringsText(SessionDescription offer) {
        return !offer.media().equals(taken) && LegCalls.bringsText(offer);
    }
}
