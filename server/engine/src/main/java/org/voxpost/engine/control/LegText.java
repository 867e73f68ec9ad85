package org.voxpost.engine.control;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.CaptureRefused;
import org.voxpost.engine.capture.ControlledCall;
import org.voxpost.engine.capture.OfferedSession;
import org.voxpost.engine.capture.OfferedSessions;
import org.voxpost.engine.lane.Lane;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.SessionDescription;
import org.voxpost.sip.Body;

/**
 * What the call of an application server carries: nothing but, where it brings a caller's text, the streams of that, which is captured
 * (3PCC). Belongs to the lane of the call.
 */
final class LegText {

    private static final Logger log = LoggerFactory.getLogger(LegText.class);

    private final Optional<OfferedSessions> desk;
    private final Lane lane;
    private final String callId;
    private final Consumer<Body> reoffer;
    private final SessionAnswer answer;
    private @Nullable OfferedSession session;

    /**
     * @param desk empty where no text is captured
     * @param address what our description says we are reached at
     * @param reoffer told when our description has become another one
     */
    LegText(Optional<OfferedSessions> desk, String address, Lane lane, String callId, Consumer<Body> reoffer) {
        this.desk = desk;
        this.answer = new SessionAnswer(address);
        this.lane = lane;
        this.callId = callId;
        this.reoffer = reoffer;
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
    CompletableFuture<Body> describe(Optional<SessionDescription> offer, ControlledCall call) {
        OfferedSession standing = standing();
        if (standing != null) {
            return offer.map(theirs -> told(standing.offered(theirs)))
                    .orElseGet(() -> CompletableFuture.completedFuture(answer.is(standing.offerAgain())));
        }
        return offer.isPresent() && desk.isPresent() && bringsText(offer.get())
                ? begin(desk.get(), offer.get(), call)
                : CompletableFuture.completedFuture(answer.to(offer));
    }

    /** The answer to an offer of ours. */
    void agreed(SessionDescription theirs) {
        OfferedSession standing = standing();
        if (standing != null) {
            var _ = standing.answered(theirs).exceptionally(failure -> {
                log.warn("An answer cannot be used: call-id={} {}", callId, failure.getMessage());
                return null;
            });
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
    }

    private @Nullable OfferedSession standing() {
        return session == null || session.over() ? null : session;
    }

    private CompletableFuture<Body> begin(OfferedSessions desk, SessionDescription offer, ControlledCall call) {
        try {
            OfferedSession begun =
                    desk.onCall(call, lane, offer, answer.blank(), ours -> reoffer.accept(answer.is(ours)));
            session = begun;
            return told(begun.begin(Optional.of(offer))).exceptionallyCompose(failure -> declineOrFail(failure, offer));
        } catch (CaptureRefused e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Body> told(CompletableFuture<SessionDescription> described) {
        return described.thenApplyAsync(answer::is, lane);
    }

    /** Text in a form that we do not take is declined as other media are, and the call stands. */
    private CompletableFuture<Body> declineOrFail(Throwable failure, SessionDescription offer) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CaptureRefused refused && refused.reason() == CaptureRefused.Reason.NOT_TAKEN) {
            log.warn("Text that an application server brings is declined: call-id={} {}", callId, refused.getMessage());
            session = null;
            return CompletableFuture.completedFuture(answer.to(Optional.of(offer)));
        }
        return CompletableFuture.failedFuture(cause);
    }

    private static boolean bringsText(SessionDescription offer) {
        List<MediaDescription> media = offer.media();
        return media.stream().anyMatch(one -> one.isMessage() && !one.declined());
    }
}
