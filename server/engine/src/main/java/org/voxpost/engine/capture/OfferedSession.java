package org.voxpost.engine.capture;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.CaptureRefused.Reason;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;

/** A session whose signalling is somebody else's, who hands us the caller's descriptions and the caller ours (3PCC). */
final class OfferedSession implements Signalling {

    private static final Logger log = LoggerFactory.getLogger(OfferedSession.class);

    /** Whoever signals for a caller has its answer by then, or never. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

    private final CaptureDesk.Shared shared;
    private final CapturedSession session;
    private boolean answerAwaited;
    private boolean ending;

    OfferedSession(CaptureDesk.Shared shared, Function<Signalling, CapturedSession> session) {
        this.shared = shared;
        this.session = session.apply(this);
    }

    CapturedSession session() {
        return session;
    }

    /**
     * Answers the caller's offer, or makes one of ours, once it is on record that the session began.
     *
     * @return our description; exceptionally with {@link CaptureRefused}
     */
    CompletableFuture<SessionDescription> begin(Optional<SessionDescription> offer, List<Fact> facts) {
        answerAwaited = offer.isEmpty();
        if (answerAwaited) {
            var _ = session.lane().after(ANSWER_WITHIN, () -> {
                if (answerAwaited) {
                    over("no answer came", false);
                }
            });
        }
        CompletableFuture<SessionDescription> described =
                offer.map(session::answer).orElseGet(session::offer);
        return refusing(described.thenCompose(ours -> session.open(facts)
                        .thenApplyAsync(
                                _ -> {
                                    if (!answerAwaited) {
                                        session.start();
                                    }
                                    return ours;
                                },
                                session.lane())))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        session.lane().execute(() -> over("it could not be begun", false));
                    }
                });
    }

    /** The caller's answer to an offer of ours. Exceptionally with {@link CaptureRefused}. Any thread. */
    CompletableFuture<Void> answered(SessionDescription answer) {
        return CompletableFuture.runAsync(
                () -> {
                    if (!answerAwaited) {
                        throw new CompletionException(
                                new CaptureRefused(Reason.NOT_TAKEN, "no offer of ours waits for an answer"));
                    }
                    try {
                        if (!session.agreed(answer)) {
                            throw new CompletionException(
                                    new CaptureRefused(Reason.NOT_TAKEN, "the answer takes no MSRP stream"));
                        }
                        answerAwaited = false;
                    } catch (NegotiationRefused e) {
                        if (e.reason() != NegotiationRefused.Reason.WITHOUT_CEMA) {
                            over("its answer was refused", false);
                        }
                        throw new CompletionException(
                                new CaptureRefused(Reason.NOT_TAKEN, String.valueOf(e.getMessage())));
                    }
                },
                session.lane());
    }

    /** A further offer of the caller's. Exceptionally with {@link CaptureRefused}. Any thread. */
    CompletableFuture<SessionDescription> offered(SessionDescription offer) {
        CompletableFuture<SessionDescription> ours = new CompletableFuture<>();
        session.lane().execute(() -> {
            var _ = refusing(session.answer(offer)).whenComplete((described, failure) -> {
                if (described == null) {
                    ours.completeExceptionally(cause(failure));
                } else {
                    session.start();
                    ours.complete(described);
                }
            });
        });
        return ours;
    }

    private static CompletableFuture<SessionDescription> refusing(CompletableFuture<SessionDescription> described) {
        return described.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                cause(failure) instanceof NegotiationRefused refused
                        ? new CaptureRefused(Reason.NOT_TAKEN, String.valueOf(refused.getMessage()))
                        : new CaptureRefused(Reason.UNAVAILABLE, "the session could not be begun")));
    }

    private static Throwable cause(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? new IllegalStateException("neither a description nor a failure") : cause;
    }

    static SessionDescription read(String sdp) throws CaptureRefused {
        try {
            return SessionDescription.parse(sdp.getBytes(StandardCharsets.UTF_8));
        } catch (SdpException e) {
            throw new CaptureRefused(Reason.BAD_REQUEST, "the session description cannot be read: " + e.getMessage());
        }
    }

    /** Whoever signals learns from the record that it is over. */
    @Override
    public void hangUp(String why) {
        over(why, true);
    }

    private void over(String why, boolean tail) {
        if (!ending) {
            ending = true;
            var _ = session.ended(why, tail).whenComplete((_, _) -> shared.gone(session));
        }
    }

    /** Nobody here can tell the caller. */
    @Override
    public void reoffer(SessionDescription ours) {
        log.warn(
                "A relay gave a session another path, and whoever signals for it is not told: session={}",
                session.record().id());
    }
}
