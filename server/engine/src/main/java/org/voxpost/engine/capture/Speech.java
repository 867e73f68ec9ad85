package org.voxpost.engine.capture;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.voxpost.cpim.CpimMessage;
import org.voxpost.cpim.IsComposing;
import org.voxpost.engine.capture.CaptureRefused.Reason;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.msrp.IncomingMessage;

/** What the answering side says in a session: on record first, then on its way. Any thread may call it. */
final class Speech {

    private static final String TEXT = "text/plain";
    private static final String BY_ITSELF = "automatic";

    /** RFC 6881 §17: a test call gets back no more than this. */
    private static final int ECHOES = 3;

    /** How long the last text may take before the session ends all the same. */
    private static final Duration PARTING = Duration.ofSeconds(2);

    private final CapturedSession session;

    /** Of the lane. */
    private boolean greeted;

    /** Of the lane. */
    private int echoes;

    Speech(CapturedSession session) {
        this.session = session;
    }

    /**
     * Something that is on its way.
     *
     * @param settled completes when it is known what became of it
     */
    private record Spoken(Said said, CompletableFuture<Void> settled) {}

    /** As {@link LiveSession#say}. */
    CompletableFuture<Said> say(String type, byte[] octets, String party) {
        return say(newId(), type, octets, party);
    }

    /** As {@link LiveSession#say(String, String, byte[], String)}. */
    CompletableFuture<Said> say(String messageId, String type, byte[] octets, String party) {
        return octets.length > LiveSession.LONGEST_TEXT
                ? CompletableFuture.failedFuture(new CaptureRefused(
                        Reason.BAD_REQUEST,
                        "text has " + octets.length + " octets; allowed: " + LiveSession.LONGEST_TEXT))
                : say(Voice.PERSON, messageId, type, octets, party);
    }

    private CompletableFuture<Said> say(Voice voice, String messageId, String type, byte[] octets, String party) {
        return speak(voice, messageId, type, octets, party).thenApply(Spoken::said);
    }

    private String newId() {
        return HexFormat.of().formatHex(session.shared().random(12));
    }

    private CompletableFuture<Spoken> speak(Voice voice, String messageId, String type, byte[] octets, String party) {
        CompletableFuture<Spoken> spoken = new CompletableFuture<>();
        session.lane().execute(() -> {
            var _ = onLane(voice, messageId, type, octets, party).whenComplete((done, failure) -> {
                if (done == null) {
                    spoken.completeExceptionally(failure);
                } else {
                    spoken.complete(done);
                }
            });
        });
        return spoken;
    }

    private CompletableFuture<Spoken> onLane(Voice voice, String messageId, String type, byte[] octets, String party) {
        Optional<CapturedStream> stream = session.taking(type);
        if (stream.isPresent()) {
            return through(stream.get(), voice, messageId, type, octets, party);
        }
        Optional<CapturedStream> wrapping =
                type.equals(TEXT) ? session.taking(CpimMessage.MEDIA_TYPE) : Optional.empty();
        return wrapping.map(one -> through(
                        one,
                        voice,
                        messageId,
                        CpimMessage.MEDIA_TYPE,
                        Envelopes.wrapped(
                                session.record().called(),
                                session.record().caller(),
                                octets,
                                session.log().now()),
                        party))
                .orElseGet(() -> CompletableFuture.failedFuture(new CaptureRefused(
                        Reason.NOT_TAKEN,
                        session.over()
                                ? "the session is over"
                                : "the caller takes no " + type + ", or has no stream")));
    }

    private CompletableFuture<Spoken> through(
            CapturedStream stream, Voice voice, String messageId, String type, byte[] octets, String party) {
        return session.log()
                .add(Fact.of(FactKind.MESSAGE, session.log().now(), "")
                        .message(Side.AGENT, messageId, party)
                        .content(type, octets))
                .orTimeout(session.terms().storeDeadline().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(_ -> unwritten(messageId))
                .thenApplyAsync(
                        number -> {
                            session.answers().given(voice, session.lane().now());
                            return new Spoken(new Said(number, messageId), stream.send(messageId, type, octets));
                        },
                        session.lane());
    }

    /** It may be written later all the same; then the record says that it was never sent. */
    private CompletableFuture<Integer> unwritten(String messageId) {
        var _ = session.log()
                .add(Fact.of(
                                FactKind.UNDELIVERED,
                                session.log().now(),
                                "it could not be written down in time, and was not sent")
                        .message(Side.AGENT, messageId, ""));
        return CompletableFuture.failedFuture(
                new CaptureRefused(Reason.UNAVAILABLE, "the text cannot be written down"));
    }

    /** Shows that the answering side writes, or stopped, where the caller takes that. */
    void composing(boolean active) {
        byte[] document =
                (active ? IsComposing.active("text", IsComposing.DEFAULT_REFRESH) : IsComposing.idle()).encode();
        session.lane()
                .execute(() -> session.taking(Passing.COMPOSING)
                        .ifPresent(stream -> stream.sendPassing(Passing.COMPOSING, document)));
    }

    /** Text can flow. */
    void greet() {
        session.lane().execute(() -> {
            if (!greeted) {
                greeted = true;
                byItself(session.terms().greeting());
            }
        });
    }

    /** Silence is no hold: sends the text for it, as {@link #say} does. */
    CompletableFuture<Said> hold() {
        String text = session.terms().hold();
        return text.isEmpty()
                ? CompletableFuture.failedFuture(
                        new CaptureRefused(Reason.NOT_TAKEN, "no text is configured for it (capture.hold)"))
                : say(Voice.SERVER, newId(), TEXT, text.getBytes(StandardCharsets.UTF_8), BY_ITSELF);
    }

    private void byItself(String text) {
        if (!text.isEmpty()) {
            var _ = say(Voice.SERVER, newId(), TEXT, text.getBytes(StandardCharsets.UTF_8), BY_ITSELF);
        }
    }

    /** The last text, where there is one. Completes when the caller has it, or does not get it in time. */
    CompletionStage<?> close() {
        String closing = session.terms().closing();
        return closing.isEmpty()
                ? CompletableFuture.completedStage(null)
                : speak(Voice.SERVER, newId(), TEXT, closing.getBytes(StandardCharsets.UTF_8), BY_ITSELF)
                        .thenCompose(Spoken::settled)
                        .completeOnTimeout(null, PARTING.toSeconds(), TimeUnit.SECONDS)
                        .exceptionally(_ -> null);
    }

    /** The caller's word is on record: whoever wants to hear that does, and a test call hears the word itself. */
    void taken(IncomingMessage message, byte[] content) {
        Envelopes.deliveryNotice(
                        message.contentType(),
                        content,
                        session.shared().random(12),
                        session.log().now())
                .ifPresent(notice -> {
                    var _ = say(Voice.NOTICE, newId(), CpimMessage.MEDIA_TYPE, notice, BY_ITSELF);
                });
        if (session.record().test()) {
            session.lane().execute(() -> echo(message.contentType(), content));
        }
    }

    private void echo(String type, byte[] content) {
        if (echoes < ECHOES) {
            echoes++;
            var _ = say(Voice.SERVER, newId(), type, content, BY_ITSELF);
        }
    }
}
