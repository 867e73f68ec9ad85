package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.EndLineGuard;
import org.voxpost.msrp.wire.FrameWriter;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;
import org.voxpost.msrp.wire.UriPath;

/**
 * The sending side of a connection. Sessions with something to send take turns; a large chunk stays open as long as nothing
 * else wants the connection, so that it can be ended with {@code +} or {@code #} at any octet (RFC 4975 §7.1.1).
 */
final class Transmitter {

    /** Octets above which a chunk must be interruptible (RFC 4975 §7.1.1). */
    static final int INTERRUPTIBLE_ABOVE = 2_048;

    /** Octets of one turn of a session. */
    private static final int TURN = 131_072;

    /** Octets up to which a body is copied beside its head, for fewer and larger writes. */
    private static final int COPIED = 4_096;

    /** Chunks with Failure-Report partial that are remembered for the failure that may come. */
    private static final int MOST_UNANSWERED = 4_096;

    private final ConnectionPort port;
    private final RandomIds ids;
    private final Counters counters;
    private final long transactionTimeout;
    private final EndLineGuard guard = new EndLineGuard();
    private final ArrayDeque<SessionCore> ring = new ArrayDeque<>();
    private final Map<String, Transaction> transactions = new LinkedHashMap<>();

    private @Nullable OpenChunk open;
    private @Nullable ByteBuf out;
    private long written;
    private boolean pumping;
    private boolean closed;

    /** The SEND whose end-line is still to be written. */
    private static final class OpenChunk {
        final Outgoing message;
        final TransactionId transaction;
        int octets;

        OpenChunk(Outgoing message, TransactionId transaction) {
            this.message = message;
            this.transaction = transaction;
        }
    }

    Transmitter(ConnectionPort port, RandomIds ids, Counters counters, long transactionTimeout) {
        this.port = port;
        this.ids = ids;
        this.counters = counters;
        this.transactionTimeout = transactionTimeout;
    }

    /** Octets given to the port since the beginning. */
    long written() {
        return written;
    }

    /** Gives a session its place among those that send. */
    void ready(SessionCore session) {
        if (!closed && !session.queued && session.nextToSend() != null) {
            session.queued = true;
            ring.add(session);
        }
    }

    /** Sends as far as windows, sources and the queue of the connection allow. */
    void pump(long now) {
        if (pumping || closed) {
            return;
        }
        pumping = true;
        try {
            while (!ring.isEmpty() && port.writable()) {
                SessionCore session = ring.remove();
                session.queued = false;
                if (turn(session, TURN, now)) {
                    ready(session);
                }
            }
            SessionCore next = ring.peek();
            if (open == null && next != null) {
                beginNextChunk(next, now);
            }
            push();
        } finally {
            pumping = false;
        }
    }

    /** Leaves a chunk open while the network is busy: what ends the message meanwhile can then say so (RFC 4975 §10.5). */
    private void beginNextChunk(SessionCore session, long now) {
        Outgoing message = session.nextToSend();
        if (message != null && message.sent() > 0 && !message.small()) {
            turn(session, INTERRUPTIBLE_ABOVE, now);
        }
    }

    /** True when the session could go on at once. */
    private boolean turn(SessionCore session, int budget, long now) {
        int left = budget;
        while (left > 0) {
            Outgoing message = session.nextToSend();
            if (message == null) {
                return false;
            }
            if (open != null && open.message != message) {
                interrupt(now);
            }
            int sent = message.small() ? whole(message, now) : partly(message, left, now);
            if (sent < 0) {
                return false;
            }
            left -= Math.max(sent, 256);
        }
        return true;
    }

    /** Sends a message in one chunk; -1 when it has to wait. */
    private int whole(Outgoing message, long now) {
        SessionCore session = message.session();
        if (session.windowRoom() <= 0 || !session.chunkRoom()) {
            return -1;
        }
        ByteBuf body = message.piece(port);
        if (body == null && message.length() > 0) {
            failIfSourceDid(message, now);
            return -1;
        }
        int length = (int) message.length();
        TransactionId transaction = ids.transaction();
        guard.start(transaction);
        ByteBuf buffer = out(length + 1_024);
        int head = buffer.writerIndex();
        FrameWriter.send(buffer, transaction, session.head(message), message.nextRange());
        int bodyStart = buffer.writerIndex();
        while (body != null && buffer.writerIndex() - bodyStart < length) {
            int count = body.readableBytes();
            buffer.writeBytes(body);
            message.sent(count);
            body = message.piece(port);
        }
        if (guard.allowed(buffer, bodyStart, length) < length) {
            transaction = replaceTransaction(buffer, head, bodyStart, message);
        }
        FrameWriter.endLine(buffer, transaction, Continuation.COMPLETE, true);
        if (length == 0) {
            message.sentEmpty();
        }
        session.taken(length);
        ended(message, transaction, length, now);
        return length;
    }

    /** Writes the head again with ids that the body does not hold; the body is copied behind it. */
    private TransactionId replaceTransaction(ByteBuf buffer, int head, int bodyStart, Outgoing message) {
        ByteBuf body = buffer.copy(bodyStart, buffer.writerIndex() - bodyStart);
        try {
            TransactionId transaction;
            do {
                transaction = ids.transaction();
                guard.start(transaction);
            } while (guard.allowed(body, 0, body.readableBytes()) < body.readableBytes());
            buffer.writerIndex(head);
            FrameWriter.send(buffer, transaction, message.session().head(message), message.nextRange());
            buffer.writeBytes(body);
            return transaction;
        } finally {
            body.release();
        }
    }

    /** Sends some octets of a large message; -1 when it has to wait. */
    private int partly(Outgoing message, int budget, long now) {
        SessionCore session = message.session();
        long room = session.windowRoom();
        if (open == null) {
            if (!session.chunkRoom()) {
                return -1;
            }
            if (room <= 0 && room > -INTERRUPTIBLE_ABOVE && message.sent() > 0) {
                room = INTERRUPTIBLE_ABOVE;
            }
        }
        if (room <= 0) {
            return -1;
        }
        ByteBuf piece = message.piece(port);
        if (piece == null) {
            failIfSourceDid(message, now);
            return -1;
        }
        OpenChunk chunk = open == null ? begin(message) : open;
        int chunkRoom = session.policy().chunkOctets() - chunk.octets;
        int wanted = (int) Math.min(Math.min(room, chunkRoom), Math.min(piece.readableBytes(), budget));
        int allowed = guard.allowed(piece, piece.readerIndex(), wanted);
        body(piece, allowed);
        message.sent(allowed);
        chunk.octets += allowed;
        session.taken(allowed);
        if (message.sentWhole()) {
            end(chunk, Continuation.COMPLETE, now);
        } else if (allowed < wanted || chunk.octets == session.policy().chunkOctets()) {
            end(chunk, Continuation.MORE, now);
        }
        return allowed;
    }

    private OpenChunk begin(Outgoing message) {
        OpenChunk chunk = new OpenChunk(message, ids.transaction());
        guard.start(chunk.transaction);
        FrameWriter.send(out(1_024), chunk.transaction, message.session().head(message), message.nextRange());
        open = chunk;
        return chunk;
    }

    private void body(ByteBuf piece, int octets) {
        if (octets <= COPIED) {
            out(octets).writeBytes(piece, octets);
            return;
        }
        push();
        written += octets;
        port.write(piece.readRetainedSlice(octets));
    }

    private void end(OpenChunk chunk, Continuation flag, long now) {
        FrameWriter.endLine(out(128), chunk.transaction, flag, true);
        open = null;
        ended(chunk.message, chunk.transaction, chunk.octets, now);
    }

    private void ended(Outgoing message, TransactionId transaction, long octets, long now) {
        counters.octetsSent.add(octets);
        SessionCore session = message.session();
        if (message.failureReport() == FailureReport.YES) {
            await(transaction, session, message, octets, now);
        } else {
            if (message.failureReport() == FailureReport.PARTIAL && transactions.size() < MOST_UNANSWERED) {
                long deadline = now + transactionTimeout;
                transactions.put(transaction.text(), new Transaction(session, message, 0, false, deadline));
            }
            session.settled(octets);
            session.acknowledged(message, octets);
        }
        if (message.sentWhole()) {
            session.sentWhole(message);
        }
    }

    private void await(
            TransactionId transaction, SessionCore session, @Nullable Outgoing message, long octets, long now) {
        session.chunks++;
        transactions.put(transaction.text(), new Transaction(session, message, octets, true, now + transactionTimeout));
    }

    /** The SEND without body with which the active side binds the connection (RFC 4975 §5.4). */
    void emptySend(SessionCore session, UriPath to, UriPath from, long now) {
        interrupt(now);
        TransactionId transaction = ids.transaction();
        FrameWriter.emptySend(out(1_024), transaction, to, from, ids.message());
        await(transaction, session, null, 0, now);
    }

    void respond(TransactionId transaction, Status status, MsrpUri to, MsrpUri from, long now) {
        if (closed) {
            return;
        }
        interrupt(now);
        FrameWriter.response(out(1_024), transaction, status, to, from);
    }

    void report(UriPath to, UriPath from, String messageId, ByteRange range, Status status, long now) {
        if (closed) {
            return;
        }
        interrupt(now);
        FrameWriter.report(out(1_024), ids.transaction(), to, from, messageId, range, status);
    }

    /** Ends the open chunk, if there is one, for something else to go out. */
    private void interrupt(long now) {
        OpenChunk chunk = open;
        if (chunk != null) {
            end(chunk, Continuation.MORE, now);
            ready(chunk.message.session());
        }
    }

    /**
     * Stops a message. An open chunk of it is ended with {@code #}; between chunks a chunk without octets says the same,
     * unless the peer refused the message and wants no more of it (RFC 4975 §10.5).
     */
    void stop(Outgoing message, SendOutcome outcome, boolean refused, long now) {
        if (message.finished()) {
            return;
        }
        OpenChunk chunk = open;
        if (chunk != null && chunk.message == message) {
            end(chunk, Continuation.ABORTED, now);
        } else if (!closed && message.sent() > 0 && !message.sentWhole() && !refused) {
            interrupt(now);
            end(begin(message), Continuation.ABORTED, now);
        }
        message.session().finish(message, outcome);
    }

    private void failIfSourceDid(Outgoing message, long now) {
        String failure = message.sourceFailure();
        if (failure != null) {
            stop(message, new SendOutcome.SourceFailed(failure), false, now);
            ready(message.session());
        }
    }

    /** Takes the transaction of a response; null when there is none. */
    @Nullable
    Transaction answered(TransactionId transaction) {
        Transaction known = transactions.remove(transaction.text());
        if (known != null) {
            settle(known);
        }
        return known;
    }

    /** Takes a transaction that is overdue; null when there is none. */
    @Nullable
    Transaction overdue(long now) {
        Iterator<Transaction> oldest = transactions.values().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        Transaction transaction = oldest.next();
        if (transaction.deadline() > now) {
            return null;
        }
        oldest.remove();
        settle(transaction);
        return transaction;
    }

    private static void settle(Transaction transaction) {
        if (transaction.answered()) {
            transaction.session().settled(transaction.octets());
            transaction.session().chunks--;
        }
    }

    /** When the oldest transaction is overdue. */
    long nextDeadline() {
        return transactions.isEmpty()
                ? Long.MAX_VALUE
                : transactions.values().iterator().next().deadline();
    }

    /** Forgets a session that has ended. */
    void forget(SessionCore session) {
        ring.remove(session);
        session.queued = false;
        transactions.values().removeIf(transaction -> transaction.session() == session);
    }

    /** Gives the port what was written so far. */
    void push() {
        ByteBuf buffer = out;
        if (buffer != null) {
            out = null;
            written += buffer.readableBytes();
            port.write(buffer);
        }
    }

    /** Gives the port what is there, and takes nothing more. */
    void close() {
        push();
        closed = true;
        open = null;
        ring.clear();
        transactions.clear();
    }

    private ByteBuf out(int more) {
        if (out != null && out.writableBytes() < more && out.readableBytes() >= 16_384) {
            push();
        }
        if (out == null) {
            out = port.allocator().directBuffer(Math.max(2_048, more));
        }
        return out;
    }
}
