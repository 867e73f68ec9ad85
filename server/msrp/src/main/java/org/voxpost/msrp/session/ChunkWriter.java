package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.EndLineGuard;
import org.voxpost.msrp.wire.FrameWriter;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.TransactionId;

/**
 * Writes messages chunk by chunk. A large chunk stays open as long as nothing else wants the connection, so that it can be
 * ended with {@code +} or {@code #} at any octet (RFC 4975 §7.1.1).
 */
final class ChunkWriter {

    /** Octets above which a chunk must be interruptible (RFC 4975 §7.1.1). */
    static final int INTERRUPTIBLE_ABOVE = 2_048;

    /** Room for a head, and for an end-line. */
    private static final int HEAD_ROOM = 1_024;

    private static final int END_LINE_ROOM = 128;

    /** How long a chunk is left open for octets that do not come; a receiver may take it for a slow attack after that. */
    private static final long MOST_SILENCE_NANOS = 5_000_000_000L;

    private final ConnectionPort port;
    private final Output output;
    private final SharedWindow window;
    private final Transactions transactions;
    private final ReportWatch reports;
    private final Agenda agenda;
    private final Consumer<SessionCore> interrupted;
    private final RandomIds ids;
    private final Counters counters;
    private final EndLineGuard guard = new EndLineGuard();
    private @Nullable OpenChunk open;
    private long spoke;

    /** The SEND whose end-line is still to be written. */
    private static final class OpenChunk {
        final Outgoing message;
        final TransactionId transaction;
        final int most;
        int octets;

        OpenChunk(Outgoing message, TransactionId transaction, int most) {
            this.message = message;
            this.transaction = transaction;
            this.most = most;
        }
    }

    ChunkWriter(
            ConnectionPort port,
            Output output,
            SharedWindow window,
            Transactions transactions,
            ReportWatch reports,
            Agenda agenda,
            Consumer<SessionCore> interrupted,
            RandomIds ids,
            Counters counters) {
        this.port = port;
        this.output = output;
        this.window = window;
        this.transactions = transactions;
        this.reports = reports;
        this.agenda = agenda;
        this.interrupted = interrupted;
        this.ids = ids;
        this.counters = counters;
    }

    /** True when the end-line of a chunk is still to be written. */
    boolean open() {
        return open != null;
    }

    /** When the open chunk is to be ended for want of octets. */
    long nextDeadline() {
        return open == null ? Long.MAX_VALUE : spoke + MOST_SILENCE_NANOS;
    }

    void expired(long now) {
        if (nextDeadline() <= now) {
            interrupt(now);
        }
    }

    /** Sends of a message what one chunk takes, or so many octets at most; -1 when it has to wait. */
    int send(Outgoing message, int budget, long now) {
        if (open != null && open.message != message) {
            interrupt(now);
        }
        return message.small() ? whole(message, now) : partly(message, budget, now);
    }

    /** Sends a message in one chunk; -1 when it has to wait. */
    private int whole(Outgoing message, long now) {
        SessionCore session = message.session();
        if (!session.outbox().chunkRoom() || !relayRoom(session, now)) {
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
        ByteBuf buffer = output.room(length + HEAD_ROOM);
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
        session.outbox().taken(length);
        session.outbox().recount(message);
        ended(message, transaction, length, now);
        return length;
    }

    /** A chunk that has begun goes on: relays may hold it until its end-line. */
    private boolean relayRoom(SessionCore session, long now) {
        boolean room = session.outbox().relayRoom(now);
        if (!room) {
            agenda.arm(session);
        }
        return room;
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
        long room = session.outbox().windowRoom();
        if (open == null) {
            if (!session.outbox().chunkRoom() || !relayRoom(session, now)) {
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
        OpenChunk chunk = open == null ? begin(message, now) : open;
        int chunkRoom = chunk.most - chunk.octets;
        int wanted = (int) Math.min(Math.min(room, chunkRoom), Math.min(piece.readableBytes(), budget));
        int allowed = guard.allowed(piece, piece.readerIndex(), wanted);
        output.body(piece, allowed);
        message.sent(allowed);
        chunk.octets += allowed;
        session.outbox().taken(allowed);
        session.outbox().recount(message);
        session.clock().spoke(now);
        spoke = now;
        if (message.sentWhole()) {
            end(chunk, Continuation.COMPLETE, now);
        } else if (allowed < wanted || chunk.octets >= chunk.most) {
            end(chunk, Continuation.MORE, now);
        }
        return allowed;
    }

    private OpenChunk begin(Outgoing message, long now) {
        spoke = now;
        int most = window.chunkOctets(message.session().chunkOctets());
        OpenChunk chunk = new OpenChunk(message, ids.transaction(), most);
        guard.start(chunk.transaction);
        FrameWriter.send(
                output.room(HEAD_ROOM), chunk.transaction, message.session().head(message), message.nextRange());
        open = chunk;
        return chunk;
    }

    private void end(OpenChunk chunk, Continuation flag, long now) {
        FrameWriter.endLine(output.room(END_LINE_ROOM), chunk.transaction, flag, true);
        open = null;
        ended(chunk.message, chunk.transaction, chunk.octets, now);
    }

    private void ended(Outgoing message, TransactionId transaction, long octets, long now) {
        counters.octetsSent.add(octets);
        SessionCore session = message.session();
        if (!transactions.chunk(transaction, message, octets, now)) {
            session.outbox().settled(octets);
            session.acknowledged(message, octets);
            reports.add(message, now);
        }
        session.clock().spoke(now);
        if (message.sentWhole()) {
            session.outbox().sentWhole(message);
            agenda.arm(session);
        } else {
            session.outbox().turned(message);
        }
    }

    /** Ends the open chunk, if there is one, for something else to go out. */
    void interrupt(long now) {
        OpenChunk chunk = open;
        if (chunk != null) {
            end(chunk, Continuation.MORE, now);
            interrupted.accept(chunk.message.session());
        }
    }

    /**
     * Stops a message. An open chunk of it is ended with {@code #}; between chunks a chunk without octets says the same,
     * unless the peer refused the message and wants no more of it (RFC 4975 §10.5), or nothing can be written any more.
     */
    void stop(Outgoing message, SendOutcome outcome, boolean silently, long now) {
        if (message.finished()) {
            return;
        }
        OpenChunk chunk = open;
        if (chunk != null && chunk.message == message) {
            end(chunk, Continuation.ABORTED, now);
        } else if (!silently && message.sent() > 0 && !message.sentWhole()) {
            interrupt(now);
            end(begin(message, now), Continuation.ABORTED, now);
        }
        message.session().outbox().finish(message, outcome);
    }

    private void failIfSourceDid(Outgoing message, long now) {
        String failure = message.sourceFailure();
        if (failure != null) {
            stop(message, new SendOutcome.SourceFailed(failure), false, now);
        }
    }

    void close() {
        open = null;
    }
}
