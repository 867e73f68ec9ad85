package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.FrameWriter;
import org.voxpost.msrp.wire.UriPath;

/** One message on its way out: what of it was read, sent, acknowledged and reported. */
public final class Outgoing {

    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

    /** Octets of one read. */
    private static final int PIECE = 262_144;

    /** Octets that may be read and not yet sent. */
    private static final int AHEAD = 2 * PIECE;

    private final SessionCore session;
    private final MessageContent content;
    private final String messageId;
    private final SendEvents events;
    private final long length;
    private final ArrayDeque<ByteBuf> ahead = new ArrayDeque<>(2);
    private final RangeSet reported = new RangeSet();

    private @Nullable BodyReader reader;
    private @Nullable String sourceFailure;
    private boolean reading;
    private long readPosition;
    private int aheadOctets;
    private long sent;
    private boolean sentWhole;
    private long acknowledged;
    private boolean reportCame;
    private long unreported;
    private boolean finished;
    private boolean starved;
    private FrameWriter.@Nullable Message head;

    Outgoing(SessionCore session, MessageContent content, String messageId, SendEvents events) {
        this.session = session;
        this.content = content;
        this.messageId = messageId;
        this.events = events;
        this.length = content.body().length();
    }

    SessionCore session() {
        return session;
    }

    String messageId() {
        return messageId;
    }

    long length() {
        return length;
    }

    /** True for a message that goes in one chunk that nobody may interrupt (RFC 4975 §7.1.1). */
    boolean small() {
        return length <= ChunkWriter.INTERRUPTIBLE_ABOVE;
    }

    SendEvents events() {
        return events;
    }

    FailureReport failureReport() {
        return content.failureReport();
    }

    boolean finished() {
        return finished;
    }

    boolean sentWhole() {
        return sentWhole;
    }

    long sent() {
        return sent;
    }

    /** The path is the same object until a relay gives another one. */
    @SuppressWarnings("ReferenceEquality")
    FrameWriter.Message head(UriPath to, UriPath from) {
        if (head == null || head.to() != to) {
            head = new FrameWriter.Message(
                    to,
                    from,
                    messageId,
                    reported(),
                    content.failureReport(),
                    content.mimeHeaders(),
                    content.contentType());
        }
        return head;
    }

    /** The range of a chunk that begins where the last one ended. */
    ByteRange nextRange() {
        return small() ? ByteRange.whole(length) : new ByteRange(sent + 1, ByteRange.UNKNOWN, length);
    }

    /** The octets to send next; null when none are there yet. Reading goes on in any case. */
    @Nullable
    ByteBuf piece(ConnectionPort port) {
        fill(port);
        ByteBuf piece = small() && sent + aheadOctets < length ? null : ahead.peek();
        starved = piece == null && length > 0 && sourceFailure == null;
        return piece;
    }

    /** True when the next octets are asked for and not there. */
    boolean starved() {
        return starved;
    }

    /** Says that so many octets of {@link #piece} are sent. */
    void sent(int octets) {
        sent += octets;
        aheadOctets -= octets;
        ByteBuf piece = ahead.peek();
        if (piece != null && !piece.isReadable()) {
            ahead.remove().release();
        }
        sentWhole = sent == length;
    }

    /** A message without octets counts as sent with its only chunk. */
    void sentEmpty() {
        sentWhole = true;
    }

    private void fill(ConnectionPort port) {
        while (!reading && !finished && sourceFailure == null && readPosition < length && aheadOctets < AHEAD) {
            if (reader == null) {
                reader = port.open(content.body());
            }
            reading = true;
            CompletionStage<ByteBuf> stage = read(reader);
            if (stage.toCompletableFuture().isDone()) {
                stage.whenComplete(this::arrived);
            } else {
                stage.whenComplete((octets, failure) -> port.execute(_ -> {
                    arrived(octets, failure);
                    session.sourceMoved(this);
                }));
                return;
            }
        }
    }

    private CompletionStage<ByteBuf> read(BodyReader from) {
        return from.read(readPosition, (int) Math.min(PIECE, length - readPosition));
    }

    private void arrived(@Nullable ByteBuf octets, @Nullable Throwable failure) {
        reading = false;
        starved = false;
        if (octets == null) {
            sourceFailure =
                    failure == null || failure.getMessage() == null ? "the source ended early" : failure.getMessage();
        } else if (finished) {
            octets.release();
        } else {
            readPosition += octets.readableBytes();
            aheadOctets += octets.readableBytes();
            ahead.add(octets);
        }
        if (finished) {
            closeReader();
        }
    }

    /** Why the body cannot be read on, when it cannot. */
    @Nullable
    String sourceFailure() {
        return sourceFailure;
    }

    /** Counts octets as acknowledged; true when the message is delivered with them. */
    boolean acknowledge(long octets) {
        if (finished) {
            return false;
        }
        acknowledged += octets;
        if (octets > 0) {
            try {
                events.acknowledged(acknowledged);
            } catch (RuntimeException | Error e) {
                LOG.warn("A listener of message {} failed on its progress", messageId, e);
            }
        }
        return delivered();
    }

    /** Takes a success report for a range, or for the whole message; true when the message is delivered with it. */
    boolean report(@Nullable ByteRange range) {
        reportCame = true;
        if (range == null || range.end() == ByteRange.UNKNOWN) {
            reported.add(range == null ? 0 : range.start() - 1, length);
        } else {
            reported.add(range.start() - 1, range.end());
        }
        return !finished && delivered();
    }

    /** Octets that reports cover. */
    long reportedOctets() {
        return reported.octets();
    }

    /** By how much has changed what of it is sent and not reported, since the last call. */
    long recount() {
        long before = unreported;
        unreported = finished ? 0 : Math.max(0, sent - reported.octets());
        return unreported - before;
    }

    /** Behind a relay only a report is the word of the peer. */
    private boolean reported() {
        return content.successReport() || session.relayed();
    }

    private boolean delivered() {
        return sentWhole && acknowledged == length && (!reported() || (reportCame && reported.covers(length)));
    }

    /** True when all is acknowledged, and a report on it is still to come. */
    boolean awaitsReport() {
        return !finished && sentWhole && acknowledged == length && reported() && !delivered();
    }

    /** Ends the message; only the first outcome counts. */
    void finish(SendOutcome outcome) {
        if (finished) {
            return;
        }
        finished = true;
        ahead.forEach(ByteBuf::release);
        ahead.clear();
        if (!reading) {
            closeReader();
        }
        try {
            events.finished(outcome);
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener of message {} failed on its outcome", messageId, e);
        }
    }

    /** Gives the message up without an outcome, for another session core to send it from its beginning. */
    SendEvents surrender() {
        finished = true;
        ahead.forEach(ByteBuf::release);
        ahead.clear();
        if (!reading) {
            closeReader();
        }
        return events;
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
