package org.voxpost.engine.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Verdict;

/**
 * Keeps one message of the caller. Nothing of it is acknowledged before it would survive a power cut (invariant C-I1): a message that
 * comes in one piece is written once, as a whole; pieces of a longer one as they come. Belongs to the event loop of its session.
 */
final class MessageKeeper implements MessageSink {

    private static final Verdict NOT_STORED = new Verdict.Refused(413, "Cannot be stored");

    private final CapturedSession session;
    private final IncomingMessage message;
    private final SessionLog log;
    private final Instant since;

    /** The same instant on the clock of the lane, which nobody sets. */
    private final Instant began;

    /** All that came, as long as it came in order and is short. */
    private @Nullable ByteArrayOutputStream whole = new ByteArrayOutputStream();

    /** Under which pieces of it are kept, once there are any. */
    private @Nullable String body;

    /** What seemed to be the last part: it is written by {@link #complete}, or before anything else is answered. */
    private @Nullable ByteBuffer held;

    private long heldAt;
    private long kept;
    private long end;

    MessageKeeper(CapturedSession session, IncomingMessage message) {
        this.session = session;
        this.message = message;
        this.log = session.log();
        this.since = log.now();
        this.began = session.lane().now();
    }

    @Override
    public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
        int octets = part.remaining();
        boolean last = offset + octets == message.totalOctets().orElse(-1);
        boolean next = collect(offset, part);
        end = Math.max(end, offset + octets);
        ByteBuffer own = ByteBuffer.allocate(octets).put(part.duplicate()).flip();
        if (next && last && held == null) {
            held = own;
            heldAt = offset;
            return Verdict.TAKEN_NOW;
        }
        kept += octets;
        return verdict(log.keep(body(), offset, own));
    }

    /** Adds the part to what is here in one piece; false when it is too long for that, or its parts do not follow each other. */
    private boolean collect(long offset, ByteBuffer part) {
        ByteArrayOutputStream piece = whole;
        if (piece == null
                || offset != piece.size()
                || offset + part.remaining() > session.terms().whole()) {
            whole = null;
            return false;
        }
        byte[] octets = new byte[part.remaining()];
        part.duplicate().get(octets);
        piece.writeBytes(octets);
        return true;
    }

    @Override
    public CompletionStage<Verdict> paused() {
        ByteBuffer last = held;
        if (last == null) {
            return Verdict.TAKEN_NOW;
        }
        held = null;
        kept += last.remaining();
        return verdict(log.keep(body(), heldAt, last));
    }

    @Override
    public CompletionStage<Verdict> complete(long octets) {
        ByteArrayOutputStream piece = whole;
        if (piece == null) {
            heard();
            return verdict(log.add(fact(FactKind.MESSAGE, "").contentKept(message.contentType(), body(), octets)));
        }
        byte[] content = piece.toByteArray();
        if (body == null && session.passed(message.contentType(), content)) {
            return Verdict.TAKEN_NOW;
        }
        Optional<CompletableFuture<?>> earlier = session.copies().earlier(message.messageId(), content);
        if (earlier.isPresent()) {
            if (body != null) {
                var _ = log.forget(body);
            }
            return verdict(earlier.get());
        }
        heard();
        Fact complete = fact(FactKind.MESSAGE, "").content(message.contentType(), content);
        CompletableFuture<Integer> written = body == null ? log.add(complete) : log.addInstead(complete, body);
        session.copies().written(message.messageId(), content, written);
        var _ = written.thenRunAsync(() -> session.speech().taken(message, content), session.lane());
        return verdict(written);
    }

    private void heard() {
        session.lane().execute(() -> session.answers().heard(began));
    }

    /** Half a message is evidence, too (C-I3). */
    @Override
    public void aborted(Abandonment why) {
        ByteArrayOutputStream piece = whole;
        long came = piece == null ? kept : piece.size();
        String note = came + " of " + size() + " octets came; " + inWords(why);
        Fact incomplete = fact(FactKind.INCOMPLETE, note);
        if (piece == null) {
            var _ = log.add(incomplete.contentKept(message.contentType(), body == null ? "" : body, kept));
            return;
        }
        Fact content = incomplete.content(message.contentType(), piece.toByteArray());
        var _ = body == null ? log.add(content) : log.addInstead(content, body);
    }

    private Fact fact(FactKind kind, String note) {
        return Fact.of(kind, since, note).message(Side.CALLER, message.messageId(), session.party());
    }

    private String size() {
        return message.totalOctets().isPresent()
                ? Long.toString(message.totalOctets().getAsLong())
                : "at least " + end;
    }

    private static String inWords(Abandonment why) {
        return switch (why) {
            case BY_SENDER -> "its sender stopped it";
            case REFUSED -> "the rest could not be kept";
            case TIMED_OUT -> "the rest did not come in time";
            case SESSION_ENDED -> "the session ended before the rest came";
        };
    }

    private String body() {
        String name = body;
        if (name == null) {
            name = log.body();
            body = name;
        }
        return name;
    }

    private CompletionStage<Verdict> verdict(CompletableFuture<?> written) {
        Instant asked = session.lane().now();
        return written.<Verdict>thenApply(_ -> Verdict.TAKEN)
                .exceptionally(_ -> NOT_STORED)
                .completeOnTimeout(NOT_STORED, session.terms().storeDeadline().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((verdict, _) -> session.figures()
                        .answered(
                                Verdict.TAKEN.equals(verdict),
                                Duration.between(asked, session.lane().now())));
    }
}
