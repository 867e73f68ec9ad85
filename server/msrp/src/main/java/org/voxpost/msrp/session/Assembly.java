package org.voxpost.msrp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.UriPath;

/** One incoming message: which octets are there, and where they go (RFC 4975 §7.3.1: the virtual buffer). */
final class Assembly {

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private static final long UNKNOWN = -1;

    /** Octets that are worth a report while more is to come. */
    private static final long WORTH_TELLING = 16_384;

    final RangeSet received;

    private final String messageId;
    private final Frame.Send firstHead;
    private UriPath from;
    private @Nullable MessageSink sink;
    private @Nullable Status refusal;
    private @Nullable List<ConnectionPort.Step> undecided;
    private @Nullable List<IncomingChunk> repeats;
    private @Nullable List<IncomingChunk> waiting;
    private long decisionDue = Long.MAX_VALUE;
    private long progress;
    private long total = UNKNOWN;
    private long length = UNKNOWN;
    private long stored;
    private long told;
    private int untaken;
    private int chunks;
    private boolean reportWanted;
    private boolean over;
    private boolean inherited;
    private boolean left;
    private @Nullable CompletableFuture<Reception> successor;

    /**
     * A message as another core left it.
     *
     * @param goesOn where its rest goes; known when the sink has answered for what it has
     */
    record Left(Assembly message, Reception goesOn) {}

    Assembly(String messageId, Frame.Send firstHead, long now) {
        this(messageId, firstHead, new RangeSet(), now);
    }

    private Assembly(String messageId, Frame.Send firstHead, RangeSet received, long now) {
        this.messageId = messageId;
        this.firstHead = firstHead;
        this.from = firstHead.from();
        this.received = received;
        this.progress = now;
    }

    /** Goes on with what another core left. */
    static Assembly after(Assembly before, long now) {
        Assembly message = new Assembly(before.messageId, before.firstHead, before.received, now);
        message.total = before.total;
        message.length = before.length;
        message.chunks = before.chunks;
        message.reportWanted = before.reportWanted;
        message.inherited = true;
        return message;
    }

    /** Ends here, for another core to go on with it: nothing that comes here counts any more but the answers of the sink. */
    Left leave() {
        left = true;
        if (refusal != null) {
            return new Left(this, new Reception.Refuse(refusal.code(), refusal.comment()));
        }
        if (sink != null && settled()) {
            return new Left(this, Reception.into(sink));
        }
        CompletableFuture<Reception> later = new CompletableFuture<>();
        successor = later;
        return new Left(this, new Reception.Later(later));
    }

    /** True when another core goes on with it. */
    boolean left() {
        return left;
    }

    private boolean settled() {
        return untaken == 0 && undecided == null && waiting == null;
    }

    /** Tells the core that goes on, once it is clear, with what. */
    private void succeed() {
        if (successor == null) {
            return;
        }
        if (refusal != null) {
            successor.complete(new Reception.Refuse(refusal.code(), refusal.comment()));
        } else if (over) {
            successor.complete(Reception.into(PassedOver.SINK));
        } else if (sink != null && settled()) {
            successor.complete(Reception.into(sink));
        }
    }

    /**
     * The path back to its sender: that of the latest chunk, because relays give other URIs in the course of a message, and another one
     * when the sender moved.
     */
    UriPath sender(SessionCore session) {
        UriPath now = session.remotePath();
        return inherited && now != null ? now : from;
    }

    /** True for a message that began on another connection. */
    boolean inherited() {
        return inherited;
    }

    String messageId() {
        return messageId;
    }

    Frame.Send firstHead() {
        return firstHead;
    }

    /** Lets what arrives wait until it is known where it goes. */
    void decideUntil(long due) {
        decisionDue = due;
        undecided = new ArrayList<>(2);
    }

    boolean undecided() {
        return undecided != null;
    }

    void whenDecided(ConnectionPort.Step step) {
        if (undecided != null) {
            undecided.add(step);
        }
    }

    /** The application takes the message. */
    void accept(MessageSink into, long now) {
        sink = into;
        decided(now);
    }

    private void decided(long now) {
        List<ConnectionPort.Step> steps = undecided;
        undecided = null;
        decisionDue = Long.MAX_VALUE;
        if (steps != null) {
            steps.forEach(step -> step.run(now));
        }
        succeed();
    }

    long decisionDue() {
        return decisionDue;
    }

    @Nullable
    MessageSink sink() {
        return over ? null : sink;
    }

    /** The answer to all chunks of this message from now on; null when it is welcome. */
    @Nullable
    Status refusal() {
        return refusal;
    }

    /** Takes the head of a chunk; false when its total contradicts what is known of the message. */
    boolean claim(Frame.Send head) {
        chunks++;
        from = head.from();
        reportWanted |= head.successReport();
        ByteRange range = head.range();
        if (range == null || range.total() == ByteRange.UNKNOWN) {
            return true;
        }
        boolean contradicts = (total != UNKNOWN && total != range.total()) || received.end() > range.total();
        total = range.total();
        return !contradicts;
    }

    /** The total of the message as claimed or known. */
    long total() {
        return length == UNKNOWN ? total : length;
    }

    /** True when some chunk asked for a success report. */
    boolean reportWanted() {
        return reportWanted;
    }

    /** Takes note of octets that the sink has taken; true when it is time to report those from the beginning on. */
    boolean stored(long start, long end) {
        if (start <= stored && end > stored) {
            stored = end;
        }
        return !over && stored - told >= WORTH_TELLING;
    }

    /** Up to where octets have been reported. */
    long told() {
        return told;
    }

    /** Counts what is stored as reported, and says up to where that is. */
    long tell() {
        told = stored;
        return told;
    }

    /** When octets last came that were not there. */
    long progress() {
        return progress;
    }

    void progressed(long now) {
        progress = now;
    }

    void handed() {
        untaken++;
    }

    void taken() {
        untaken--;
        succeed();
    }

    /** True while the sink has octets that it has not answered. */
    boolean pending() {
        return untaken > 0;
    }

    /** Lets a chunk that repeats octets wait until the sink has answered them. */
    void awaitPending(IncomingChunk repeat) {
        if (repeats == null) {
            repeats = new ArrayList<>(1);
        }
        repeats.add(repeat);
    }

    List<IncomingChunk> repeats() {
        List<IncomingChunk> all = repeats == null ? List.of() : repeats;
        repeats = null;
        return all;
    }

    /** True when a chunk that is not the last ends where the message cannot be longer. */
    boolean tooLong(long position) {
        return total != UNKNOWN && position > total;
    }

    /**
     * Takes the length from the chunk that ends the message; false when it contradicts what came before. A message of one
     * chunk is as long as its body, whatever it says of itself (RFC 4975 §7.3.1).
     */
    boolean endsAt(long end) {
        boolean alone =
                chunks == 1 && firstHead.range() != null && firstHead.range().start() == 1;
        boolean contradicts = (length != UNKNOWN && length != end)
                || received.end() > end
                || (total != UNKNOWN && total != end && !alone);
        length = end;
        return !contradicts;
    }

    /** True when the Byte-Range of the message did not fit its body. */
    boolean misstated() {
        return total != UNKNOWN && length != UNKNOWN && total != length;
    }

    long length() {
        return length;
    }

    boolean complete() {
        return length != UNKNOWN && !over && !left && untaken == 0 && received.covers(length);
    }

    /** True while the sink is asked for its last word, or has said it. */
    boolean completing() {
        return waiting != null;
    }

    /** The sink is asked for its last word now. */
    void completes() {
        if (waiting == null) {
            waiting = new ArrayList<>(1);
        }
    }

    /** Lets a chunk wait for the last word of the sink. */
    void await(IncomingChunk chunk) {
        completes();
        waiting().add(chunk);
    }

    List<IncomingChunk> waiting() {
        return waiting == null ? List.of() : waiting;
    }

    /** The sink has said its last word: null when it took the message. */
    void done(@Nullable Status refused) {
        over = true;
        if (refusal == null) {
            refusal = refused;
        }
        succeed();
    }

    boolean over() {
        return over;
    }

    /** Answers this and every later chunk with {@code status}. */
    void refuse(Status status, MessageSink.Abandonment why, long now) {
        if (refusal == null) {
            refusal = status;
        }
        abort(why, now);
    }

    void abort(MessageSink.Abandonment why, long now) {
        if (over) {
            return;
        }
        over = true;
        try {
            if (sink != null) {
                sink.aborted(why);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("The sink of message {} failed on its abort", messageId, e);
        }
        decided(now);
    }
}
