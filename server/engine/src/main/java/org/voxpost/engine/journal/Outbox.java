package org.voxpost.engine.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The notices of outcomes, and what is left to tell to each sink. Each notice reaches each sink at least once. Reading waits for the
 * store; what is written completes once it is on disk, on a thread of the journal.
 */
public interface Outbox {

    /** Those behind a sequence number, in order; none can appear later before one that was read. */
    List<Notice> notices(long after, int limit) throws JournalException;

    /**
     * What a sink is to be sent now by this node, in order. Never a notice while an earlier one of the same order is waiting.
     *
     * @param now wall-clock time
     */
    List<Delivery> due(String sink, Instant now, int limit) throws JournalException;

    /** When the next one of this node is due, if there is any. */
    Optional<Instant> nextDue(String sink) throws JournalException;

    /**
     * What was given up, in order.
     *
     * @param after sequence number of the last notice of the page before, or 0
     */
    List<Delivery> dead(String sink, long after, int limit) throws JournalException;

    /** The sink has it. */
    CompletableFuture<Void> delivered(Delivery delivery);

    /** An attempt failed. */
    CompletableFuture<Void> failed(Delivery delivery, Instant next, String error);

    /** The last attempt failed. */
    CompletableFuture<Void> buried(Delivery delivery, String error);

    /** What was given up is to be tried again; nothing else is touched. */
    CompletableFuture<Void> requeued(Delivery delivery, Instant next);

    /**
     * Told when there are new notices, or those of a dead node have become this one's.
     *
     * @param listener called on a thread of the journal; does not wait
     */
    void onNotices(Runnable listener);
}
