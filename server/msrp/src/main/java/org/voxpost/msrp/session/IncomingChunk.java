package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.Status;

/** A SEND that is being received. */
final class IncomingChunk {

    final Frame.Send head;
    final @Nullable SessionCore session;
    final @Nullable Assembly message;

    /** Position in the message of the octet that comes next, from 0. */
    long position;

    /** Parts that the sink has not answered. */
    int untaken;

    /** True when octets of it were there before. */
    boolean repeats;

    boolean ended;

    /** True when its end-line had the flag {@code $}. */
    boolean last;

    boolean responded;

    /** True for one of a message that was taken before. */
    private boolean repeated;

    private @Nullable Status refusal;

    /** A chunk of a message. */
    IncomingChunk(Frame.Send head, SessionCore session, Assembly message) {
        this.head = head;
        this.session = session;
        this.message = message;
        this.position = start();
    }

    /** A chunk that goes nowhere: its body is passed over. */
    IncomingChunk(Frame.Send head, @Nullable SessionCore session, Status answer) {
        this.head = head;
        this.session = session;
        this.message = null;
        this.refusal = answer;
    }

    /** A chunk of a message that was taken before, on another connection: good, and passed over. */
    static IncomingChunk repeated(Frame.Send head, SessionCore session) {
        IncomingChunk chunk = new IncomingChunk(head, session, Status.OK);
        chunk.repeated = true;
        return chunk;
    }

    boolean repeated() {
        return repeated;
    }

    /** Position in the message of its first octet, from 0. */
    long start() {
        return head.range() == null ? 0 : head.range().start() - 1;
    }

    /** The answer, when it is not that of the sink. */
    @Nullable
    Status refusal() {
        return refusal != null || message == null ? refusal : message.refusal();
    }

    void refuse(Status status) {
        if (refusal == null) {
            refusal = status;
        }
    }

    /** True for a chunk without Content-Type, which only is one of a message if octets come. */
    boolean untyped() {
        return head.body() && head.contentType() == null && message == null && !repeated && Status.OK.equals(refusal);
    }

    /** True when the sender can stop within this chunk (RFC 4975 §7.1.1). */
    boolean interruptible() {
        return head.range() != null && head.range().end() == ByteRange.UNKNOWN;
    }
}
