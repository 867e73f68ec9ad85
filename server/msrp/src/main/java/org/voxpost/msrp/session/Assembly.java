package org.voxpost.msrp.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.MessageSink;
import org.voxpost.msrp.wire.Status;

/** One incoming message: which octets are there, and where they go (RFC 4975 §7.3.1: the virtual buffer). */
final class Assembly {

    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    /** The length is not known before the chunk that ends with {@code $}. */
    private static final long UNKNOWN = -1;

    final RangeSet received = new RangeSet();

    private final String messageId;
    private final @Nullable MessageSink sink;
    private @Nullable Status refusal;
    private @Nullable List<IncomingChunk> waiting;
    private long length = UNKNOWN;
    private int untaken;
    private boolean over;

    Assembly(String messageId, MessageSink sink) {
        this.messageId = messageId;
        this.sink = sink;
    }

    /** A message of which nothing is wanted; it is remembered for the chunks that still come. */
    Assembly(String messageId, Status refusal) {
        this.messageId = messageId;
        this.sink = null;
        this.refusal = refusal;
    }

    String messageId() {
        return messageId;
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

    void handed() {
        untaken++;
    }

    void taken() {
        untaken--;
    }

    /** Takes the length from the chunk that ends the message; false when it contradicts what came before. */
    boolean endsAt(long end) {
        if (length != UNKNOWN && length != end) {
            return false;
        }
        length = end;
        return received.end() <= end;
    }

    long length() {
        return length;
    }

    boolean complete() {
        return length != UNKNOWN && !over && untaken == 0 && received.covers(length);
    }

    /** True while the sink is asked for its last word, or has said it. */
    boolean completing() {
        return waiting != null;
    }

    /** Lets a chunk wait for the last word of the sink. */
    void await(IncomingChunk chunk) {
        if (waiting == null) {
            waiting = new ArrayList<>(1);
        }
        waiting.add(chunk);
    }

    List<IncomingChunk> waiting() {
        return waiting == null ? List.of() : waiting;
    }

    void done() {
        over = true;
    }

    void refuse(Status status) {
        refusal = status;
        abort(MessageSink.Abandonment.REFUSED);
    }

    void abort(MessageSink.Abandonment why) {
        if (over || sink == null) {
            return;
        }
        over = true;
        try {
            sink.aborted(why);
        } catch (RuntimeException e) {
            LOG.warn("The sink of message {} failed on its abort", messageId, e);
        }
    }
}
