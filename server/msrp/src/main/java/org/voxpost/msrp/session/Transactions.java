package org.voxpost.msrp.session;

import java.util.ArrayDeque;
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

    /** Differences of deadlines that are not worth a correction. */
    private static final long PRECISION_NANOS = 500_000_000L;

    private final Map<String, Transaction> open = new LinkedHashMap<>();
    private final ArrayDeque<String> leaving = new ArrayDeque<>();
    private final Output output;
    private final SharedWindow window;
    private final long timeout;

    Transactions(Output output, SharedWindow window, long timeout) {
        this.output = output;
        this.window = window;
        this.timeout = timeout;
    }

    /** Awaits what the Failure-Report of this chunk promises; false when that is nothing to wait for. */
    boolean chunk(TransactionId id, Outgoing message, long octets, long now) {
        SessionCore session = message.session();
        if (message.failureReport() == FailureReport.YES) {
            session.outbox().chunks++;
            put(id, new Transaction.Chunk(session, message, octets, true, now, now + timeout, output.produced()));
            window.sent(large(message, octets));
            return true;
        }
        if (message.failureReport() == FailureReport.PARTIAL && open.size() < MOST_UNANSWERED) {
            put(id, new Transaction.Chunk(session, message, 0, false, now, now + timeout, output.produced()));
        }
        return false;
    }

    private static long large(Outgoing message, long octets) {
        return message.small() ? 0 : octets;
    }

    void bodiless(TransactionId id, SessionCore session, long now) {
        session.outbox().chunks++;
        put(id, new Transaction.Bodiless(session, now + timeout, output.produced()));
    }

    void other(TransactionId id, @Nullable SessionCore session, Transaction.Answer answer, long now) {
        put(id, new Transaction.Other(session, answer, now + timeout, output.produced()));
    }

    private void put(TransactionId id, Transaction transaction) {
        open.put(id.text(), transaction);
        leaving.add(id.text());
    }

    /** Looks at what the network has taken: the time for an answer runs from then (RFC 4975 §7.1.1). */
    void left(long now) {
        long taken = output.taken();
        String id;
        while ((id = leaving.peek()) != null) {
            Transaction transaction = open.get(id);
            if (transaction != null && transaction.position() > taken) {
                return;
            }
            leaving.remove();
            if (transaction != null && now + timeout - transaction.deadline() > PRECISION_NANOS) {
                later(id, transaction, now);
            }
        }
    }

    private void later(String id, Transaction transaction, long now) {
        open.remove(id);
        open.put(id, transaction.withDeadline(now + timeout));
    }

    /** Takes the transaction of a response; null when there is none. */
    @Nullable
    Transaction answered(TransactionId id, long now) {
        Transaction known = open.remove(id.text());
        if (known != null) {
            settle(known);
        }
        if (known instanceof Transaction.Chunk chunk && chunk.octets() > 0) {
            window.answered(large(chunk.message(), chunk.octets()), now - chunk.since());
        }
        return known;
    }

    /**
     * Takes a transaction that is overdue; null when there is none. One of which something is still queued here is not: a network
     * that takes nothing at all is noticed elsewhere.
     */
    @Nullable
    Transaction overdue(long now) {
        while (true) {
            Iterator<Map.Entry<String, Transaction>> oldest = open.entrySet().iterator();
            if (!oldest.hasNext()) {
                return null;
            }
            Map.Entry<String, Transaction> entry = oldest.next();
            String id = entry.getKey();
            Transaction transaction = entry.getValue();
            if (transaction.deadline() > now) {
                return null;
            }
            if (transaction.position() <= output.taken()) {
                oldest.remove();
                settle(transaction);
                forgotten(transaction);
                return transaction;
            }
            later(id, transaction, now);
        }
    }

    private static void settle(Transaction transaction) {
        switch (transaction) {
            case Transaction.Chunk chunk -> {
                if (chunk.answered()) {
                    Outbox outbox = chunk.session().outbox();
                    outbox.settled(chunk.octets());
                    outbox.chunks--;
                }
            }
            case Transaction.Bodiless bodiless -> bodiless.session().outbox().chunks--;
            case Transaction.Other _ -> {}
        }
    }

    private void forgotten(Transaction transaction) {
        if (transaction instanceof Transaction.Chunk chunk) {
            window.forgotten(large(chunk.message(), chunk.octets()));
        }
    }

    /** When the oldest is overdue. */
    long nextDeadline() {
        return open.isEmpty() ? Long.MAX_VALUE : open.values().iterator().next().deadline();
    }

    /** Forgets a session that has ended, or left. */
    void forget(SessionCore session, long now) {
        if (open.isEmpty()) {
            return;
        }
        List<Transaction.Answer> unanswered = new ArrayList<>(0);
        open.values().removeIf(transaction -> {
            boolean theirs = switch (transaction) {
                case Transaction.Chunk chunk -> chunk.session() == session;
                case Transaction.Bodiless bodiless -> bodiless.session() == session;
                case Transaction.Other other -> other.session() == session;
            };
            if (theirs) {
                forgotten(transaction);
            }
            if (theirs && transaction instanceof Transaction.Other other) {
                unanswered.add(other.answer());
            }
            return theirs;
        });
        unanswered.forEach(answer -> answer.missing(now));
    }

    /** Forgets all, for the connection is gone. */
    void close(long now) {
        List<Transaction> left = new ArrayList<>(open.values());
        open.clear();
        leaving.clear();
        for (Transaction transaction : left) {
            if (transaction instanceof Transaction.Other other) {
                other.answer().missing(now);
            }
        }
    }
}
