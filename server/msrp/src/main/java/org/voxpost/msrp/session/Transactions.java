package org.voxpost.msrp.session;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.wire.TransactionId;

/** The transactions of a connection that are under way, the oldest first (RFC 4975 §7.1.1: 30 seconds each). */
final class Transactions {

    /** Chunks with Failure-Report partial that are remembered for the failure that may come. */
    private static final int MOST_UNANSWERED = 4_096;

    private final Map<String, Transaction> open = new LinkedHashMap<>();
    private final long timeout;

    Transactions(long timeout) {
        this.timeout = timeout;
    }

    /** Awaits what the Failure-Report of this chunk promises; false when that is nothing to wait for. */
    boolean chunk(TransactionId id, Outgoing message, long octets, long now) {
        SessionCore session = message.session();
        if (message.failureReport() == FailureReport.YES) {
            session.chunks++;
            open.put(id.text(), new Transaction.Chunk(session, message, octets, true, now + timeout));
            return true;
        }
        if (message.failureReport() == FailureReport.PARTIAL && open.size() < MOST_UNANSWERED) {
            open.put(id.text(), new Transaction.Chunk(session, message, 0, false, now + timeout));
        }
        return false;
    }

    void bodiless(TransactionId id, SessionCore session, long now) {
        session.chunks++;
        open.put(id.text(), new Transaction.Bodiless(session, now + timeout));
    }

    void other(TransactionId id, Transaction.Answer answer, long now) {
        open.put(id.text(), new Transaction.Other(answer, now + timeout));
    }

    /** Takes the transaction of a response; null when there is none. */
    @Nullable
    Transaction answered(TransactionId id) {
        Transaction known = open.remove(id.text());
        if (known != null) {
            settle(known);
        }
        return known;
    }

    /** Takes a transaction that is overdue; null when there is none. */
    @Nullable
    Transaction overdue(long now) {
        Iterator<Transaction> oldest = open.values().iterator();
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
        switch (transaction) {
            case Transaction.Chunk chunk -> {
                if (chunk.answered()) {
                    chunk.session().settled(chunk.octets());
                    chunk.session().chunks--;
                }
            }
            case Transaction.Bodiless bodiless -> bodiless.session().chunks--;
            case Transaction.Other _ -> {}
        }
    }

    /** When the oldest is overdue. */
    long nextDeadline() {
        return open.isEmpty() ? Long.MAX_VALUE : open.values().iterator().next().deadline();
    }

    /** Forgets a session that has ended. */
    void forget(SessionCore session) {
        open.values().removeIf(transaction -> switch (transaction) {
            case Transaction.Chunk chunk -> chunk.session() == session;
            case Transaction.Bodiless bodiless -> bodiless.session() == session;
            case Transaction.Other _ -> false;
        });
    }

    /** Forgets all, for the connection is gone. */
    void close(long now) {
        List<Transaction> left = new ArrayList<>(open.values());
        open.clear();
        for (Transaction transaction : left) {
            if (transaction instanceof Transaction.Other other) {
                other.answer().missing(now);
            }
        }
    }
}
