package org.voxpost.engine.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
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

    private final SessionLog log;
    private final IncomingMessage message;
    private final String party;
    private final int most;
    private final Duration deadline;
    private final BiConsumer<IncomingMessage, byte[]> taken;
    private final Predicate<byte[]> unkept;
    private final Instant since;
    private @Nullable ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private @Nullable String body;
    private long kept;
    private long end;

    /**
     * @param party who sends it, by the signalling
     * @param most octets up to which it is kept in one piece
     * @param deadline how long writing may take
     * @param taken told of a message that was kept in one piece, on a thread of the store
     * @param unkept whether a message with this content is not to be kept: it only passes, or is a copy of one that was taken
     */
    MessageKeeper(
            SessionLog log,
            IncomingMessage message,
            String party,
            int most,
            Duration deadline,
            BiConsumer<IncomingMessage, byte[]> taken,
            Predicate<byte[]> unkept) {
        this.log = log;
        this.message = message;
        this.party = party;
        this.most = most;
        this.deadline = deadline;
        this.taken = taken;
        this.unkept = unkept;
        this.since = log.now();
    }

    @Override
    public CompletionStage<Verdict> take(long offset, ByteBuffer part) {
        int octets = part.remaining();
        boolean last = offset + octets == message.totalOctets().orElse(-1);
        boolean next = collect(offset, part);
        end = Math.max(end, offset + octets);
        // What comes last is not acknowledged before complete() is.
        if (next && last) {
            return CompletableFuture.completedFuture(Verdict.TAKEN);
        }
        ByteBuffer own = ByteBuffer.allocate(octets).put(part.duplicate()).flip();
        kept += octets;
        return verdict(log.keep(body(), offset, own));
    }

    /** Adds the part to what is here in one piece; false when it is too long for that, or its parts do not follow each other. */
    private boolean collect(long offset, ByteBuffer part) {
        ByteArrayOutputStream piece = whole;
        if (piece == null || offset != piece.size() || offset + part.remaining() > most) {
            whole = null;
            return false;
        }
        byte[] octets = new byte[part.remaining()];
        part.duplicate().get(octets);
        piece.writeBytes(octets);
        return true;
    }

    @Override
    public CompletionStage<Verdict> complete(long octets) {
        Fact fact = Fact.of(FactKind.MESSAGE, since, "").message(Side.CALLER, message.messageId(), party);
        ByteArrayOutputStream piece = whole;
        if (piece == null) {
            return verdict(log.add(fact.contentKept(message.contentType(), body(), octets)));
        }
        byte[] content = piece.toByteArray();
        if (body == null && unkept.test(content)) {
            return CompletableFuture.completedFuture(Verdict.TAKEN);
        }
        Fact complete = fact.content(message.contentType(), content);
        CompletableFuture<Integer> written = body == null ? log.add(complete) : log.addInstead(complete, body);
        return verdict(written.thenAccept(_ -> taken.accept(message, content)));
    }

    /** Half a message is evidence, too (C-I3). */
    @Override
    public void aborted(Abandonment why) {
        String note = kept + " of " + size() + " octets came; " + inWords(why);
        var _ = log.add(Fact.of(FactKind.INCOMPLETE, since, note)
                .message(Side.CALLER, message.messageId(), party)
                .contentKept(message.contentType(), body == null ? "" : body, kept));
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
        return written.<Verdict>thenApply(_ -> Verdict.TAKEN)
                .exceptionally(_ -> NOT_STORED)
                .completeOnTimeout(NOT_STORED, deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
}
