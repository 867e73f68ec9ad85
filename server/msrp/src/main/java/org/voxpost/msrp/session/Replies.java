package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import org.voxpost.msrp.MessagePolicy.EmptySend;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.FrameWriter;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;
import org.voxpost.msrp.wire.UriPath;

/**
 * Writes what goes out between the chunks and never waits for a turn: responses, REPORTs, requests without a body. An open
 * chunk is ended for it (RFC 4975 §7.1.1).
 *
 * <p>This is where answers find their way over paths of several URIs (RFC 4975 §7.1.3, §7.2): the response to a SEND goes to
 * the previous hop, which is the first URI of its From-Path; that to any other method, and a REPORT, goes the whole way back.
 * All are sent in the name of the one URI of the To-Path that was left when the request came here.
 */
final class Replies {

    private static final int ROOM = 1_024;

    private final Output output;
    private final ChunkWriter chunks;

    Replies(Output output, ChunkWriter chunks) {
        this.output = output;
        this.chunks = chunks;
    }

    /** The response to a SEND with these paths. */
    void toSend(TransactionId transaction, Status status, UriPath to, UriPath from, long now) {
        FrameWriter.response(room(now), transaction, status, from.first(), to.last());
    }

    /** The response to a request of another method with these paths. */
    void toOther(TransactionId transaction, Status status, UriPath to, UriPath from, long now) {
        FrameWriter.response(room(now), transaction, status, from, to.last());
    }

    /** A REPORT about a message that came with the From-Path {@code to}. */
    void report(
            TransactionId transaction,
            UriPath to,
            UriPath from,
            String messageId,
            ByteRange range,
            Status status,
            long now) {
        FrameWriter.report(room(now), transaction, to, from, messageId, range, status);
    }

    /** A SEND without a body. */
    void bodiless(TransactionId transaction, UriPath to, UriPath from, String messageId, EmptySend shape, long now) {
        FrameWriter.emptySend(room(now), transaction, to, from, messageId, shape);
    }

    /** Where a whole request of another method may be written. */
    ByteBuf room(long now) {
        chunks.interrupt(now);
        return output.room(ROOM);
    }
}
