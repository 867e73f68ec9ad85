package org.voxpost.engine.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.CaptureRefused.Reason;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.sdp.SdpException;
import org.voxpost.sdp.SessionDescription;

/**
 * A session whose signalling is somebody else's, who hands us the caller's descriptions and the caller ours (3PCC). Belongs to its lane, but
 * for what says otherwise.
 */
public final class OfferedSession implements Signalling {

    /** Whoever signals for a caller has its answer by then, or never. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

    private final CaptureDesk.Shared shared;
    private final Consumer<SessionDescription> reoffer;
    private final List<Fact> first;
    private final CapturedSession session;
    private boolean answerAwaited;
    private boolean ending;

    /**
     * @param reoffer told when our description has become another one
     * @param first facts of the session
     */
    OfferedSession(
            CaptureDesk.Shared shared,
            Consumer<SessionDescription> reoffer,
            List<Fact> first,
            Function<Signalling, CapturedSession> session) {
        this.shared = shared;
        this.reoffer = reoffer;
        this.first = List.copyOf(first);
        this.session = session.apply(this);
    }

    CapturedSession session() {
        return session;
    }

    /** As the record calls it. Any thread. */
    public String id() {
        return session.record().id();
    }

    /** Whether nothing more is captured. */
    public boolean over() {
        return ending || session.over();
    }

    /**
     * Answers the caller's offer, or makes one of ours, once it is on record that the session began.
     *
     * @return our description; exceptionally with {@link CaptureRefused}
     */
    public CompletableFuture<SessionDescription> begin(Optional<SessionDescription> offer) {
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
        return refusing(described.thenComposeAsync(
                        ours -> onRecord().thenApplyAsync(_ -> begun(ours), session.lane()), session.lane()))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        session.lane().execute(() -> over("it could not be begun", false));
                    }
                });
    }

    /** One that ended while its answer was made is none. */
    private CompletableFuture<Void> onRecord() {
        if (ending) {
            var _ = session.ended("it ended before it began", false);
            return CompletableFuture.failedFuture(new CaptureRefused(Reason.UNAVAILABLE, "it ended before it began"));
        }
        return session.open(first);
    }

    private SessionDescription begun(SessionDescription ours) {
        if (ending) {
            throw new CompletionException(new CaptureRefused(Reason.UNAVAILABLE, "it ended before it began"));
        }
        if (!answerAwaited) {
            session.start();
        }
        return ours;
    }

    /** The caller's answer to an offer of ours. Exceptionally with {@link CaptureRefused}. Any thread. */
    public CompletableFuture<Void> answered(SessionDescription answer) {
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
    public CompletableFuture<SessionDescription> offered(SessionDescription offer) {
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
                switch (cause(failure)) {
                    case CaptureRefused refused -> refused;
                    case NegotiationRefused refused ->
                        new CaptureRefused(Reason.NOT_TAKEN, String.valueOf(refused.getMessage()));
                    case Throwable other ->
                        new CaptureRefused(Reason.UNAVAILABLE, "the session could not be begun: " + other);
                }));
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

    @Override
    public void reoffer(SessionDescription ours) {
        answerAwaited = true;
        reoffer.accept(ours);
    }

    /** A further request of whoever signals, for the record; as {@link CapturedSession#signalled}. Any thread. */
    public CompletableFuture<Void> signalled(String what, ByteBuffer octets) {
        return session.signalled(what, octets);
    }

    /** Our description once more, for whoever asks for an offer; the answer to it is for {@link #answered}. */
    public SessionDescription offerAgain() {
        answerAwaited = true;
        return session.offerAgain();
    }

    /**
     * The call is over.
     *
     * @param tail whether what the caller sent before still counts
     */
    public void ended(String why, boolean tail) {
        over(why, tail);
    }
}
