package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.Status;
import org.voxpost.msrp.wire.TransactionId;
import org.voxpost.msrp.wire.UriPath;

/** The sending side of a connection: chunks in turn, replies between them, and the transactions of both. */
final class Transmitter {

    private final RandomIds ids;
    private final Output output;
    private final SharedWindow window = new SharedWindow();
    private final Transactions transactions;
    private final ReportWatch reports;
    private final Agenda agenda;
    private final ChunkWriter chunks;
    private final Replies replies;
    private final Turns turns;
    private boolean closed;

    Transmitter(
            ConnectionPort port,
            Agenda agenda,
            RandomIds ids,
            Counters counters,
            long transactionTimeout,
            long reportTimeout) {
        this.agenda = agenda;
        this.ids = ids;
        this.output = new Output(port);
        this.transactions = new Transactions(output, window, transactionTimeout);
        this.reports = new ReportWatch(reportTimeout);
        this.chunks = new ChunkWriter(port, output, window, transactions, reports, agenda, this::ready, ids, counters);
        this.replies = new Replies(output, chunks);
        this.turns = new Turns(port, chunks, window);
    }

    /** Octets given to the port since the beginning. */
    long written() {
        return output.written();
    }

    /** Gives a session its place among those that send. */
    void ready(SessionCore session) {
        turns.ready(session);
    }

    /** Says how many sessions are on the connection. An open chunk may be longer than becomes one that is shared. */
    void sessions(int count, long now) {
        if (window.shared(count > 1)) {
            interrupt(now);
        }
    }

    /** Sends what can be sent, and gives it to the port. */
    void pump(long now) {
        if (!closed) {
            turns.run(now);
            output.push();
        }
    }

    /** A SEND without a body: the first one of the active side (RFC 4975 §5.4), or a keep-alive. */
    void bodiless(SessionCore session, UriPath to, long now) {
        TransactionId transaction = ids.transaction();
        replies.bodiless(
                transaction,
                to,
                session.localPath(),
                ids.message(),
                session.policy().messages().emptySend(),
                now);
        transactions.bodiless(transaction, session, now);
        session.clock().spoke(now);
        agenda.arm(session);
    }

    /**
     * A request of another method.
     *
     * @param session with whose end it ends; null for one of the connection
     * @param writer writes the whole frame
     */
    void request(
            @Nullable SessionCore session,
            BiConsumer<ByteBuf, TransactionId> writer,
            Transaction.Answer answer,
            long now) {
        TransactionId transaction = ids.transaction();
        writer.accept(replies.room(now), transaction);
        transactions.other(transaction, session, answer, now);
    }

    /** The response to a SEND with these paths. */
    void respond(TransactionId transaction, Status status, UriPath to, UriPath from, long now) {
        if (!closed) {
            replies.toSend(transaction, status, to, from, now);
        }
    }

    /** The response to a request of another method with these paths. */
    void respondToOther(TransactionId transaction, Status status, UriPath to, UriPath from, long now) {
        if (!closed) {
            replies.toOther(transaction, status, to, from, now);
        }
    }

    void report(UriPath to, UriPath from, String messageId, ByteRange range, Status status, long now) {
        if (!closed) {
            replies.report(ids.transaction(), to, from, messageId, range, status, now);
        }
    }

    /**
     * Stops a message, and tells the peer with {@code #}.
     *
     * @param refused whether the peer refused the message, and wants no more of it (RFC 4975 §10.5)
     */
    void stop(Outgoing message, SendOutcome outcome, boolean refused, long now) {
        chunks.stop(message, outcome, refused || closed, now);
        reports.forget(message);
        turns.ready(message.session());
    }

    /** Ends the open chunk, if there is one, with {@code +}. */
    void interrupt(long now) {
        if (!closed) {
            chunks.interrupt(now);
        }
    }

    /** Takes the transaction of a response; null when there is none. */
    @Nullable
    Transaction answered(TransactionId transaction, long now) {
        return transactions.answered(transaction, now);
    }

    /** Watches for the report on a message, if that is all that is missing. */
    void unreported(Outgoing message, long now) {
        reports.add(message, now);
    }

    /** A report brought news of a message. */
    void progressed(Outgoing message, long now) {
        reports.progressed(message, now);
    }

    /** A message that was watched is over. */
    void reported(Outgoing message) {
        reports.forget(message);
    }

    /** Takes a transaction that is overdue; null when there is none. */
    @Nullable
    Transaction overdue(long now) {
        return transactions.overdue(now);
    }

    /** Looks at what the network has taken of the requests. */
    void left(long now) {
        transactions.left(now);
    }

    /** Takes a message whose report is overdue; null when there is none. */
    @Nullable
    Outgoing unreported(long now) {
        return reports.overdue(now);
    }

    /** When a transaction is overdue, or a chunk has been open for too long. */
    long nextDeadline() {
        return Math.min(Math.min(transactions.nextDeadline(), reports.nextDeadline()), chunks.nextDeadline());
    }

    /** Ends a chunk that has been open for too long. */
    void expired(long now) {
        chunks.expired(now);
    }

    /** Forgets a session that has ended. */
    void forget(SessionCore session, long now) {
        turns.forget(session);
        transactions.forget(session, now);
        reports.forget(session);
    }

    /** Gives the port what is there, and takes nothing more. */
    void close(long now) {
        if (closed) {
            return;
        }
        output.push();
        closed = true;
        chunks.close();
        turns.close();
        transactions.close(now);
    }
}
