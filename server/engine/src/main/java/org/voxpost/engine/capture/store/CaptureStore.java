package org.voxpost.engine.capture.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.voxpost.engine.journal.JournalException;

/**
 * The record of captured sessions. What is written completes once it would survive a power cut, on a thread of the store, in the order
 * in which it was given; exceptionally with {@link JournalException} when it never will. Reading waits for the store.
 */
public interface CaptureStore {

    /**
     * Opens a session with its first facts. The one of the same call identifier, or else of the same caller, that was opened last becomes
     * its {@link SessionRecord#previous}.
     *
     * @param within how long before it that one may have been opened
     */
    CompletableFuture<Void> open(SessionRecord session, List<Fact> facts, Duration within);

    /** One more fact. */
    CompletableFuture<Void> add(Fact fact);

    /** One more fact, which has all the octets that were kept under a name: they need not be kept any more. */
    CompletableFuture<Void> addInstead(Fact fact, String body);

    /**
     * Keeps octets of a message that is not complete yet.
     *
     * @param body name of the message within its session
     * @param start position of the first octet, from 0
     * @param octets lent until it completes
     */
    CompletableFuture<Void> keep(String session, String body, long start, ByteBuffer octets);

    /** Lets go what was kept under a name. */
    CompletableFuture<Void> forget(String session, String body);

    /** The last fact; the session is closed with it. */
    CompletableFuture<Void> close(Fact end);

    /**
     * Closes what a node that died left open, and an earlier run of this one. Messages that were not complete are told as such.
     *
     * @param why for people
     * @param own whether this node has no session yet, so that those in its name are of an earlier run
     * @return how many sessions it were
     */
    CompletableFuture<Integer> closeBroken(Instant at, String why, boolean own);

    /** Facts behind a sequence number, in order; fewer where they are long: some MiB at most, and one at least where there is one. */
    List<CaptureEvent> events(long after, int limit) throws JournalException;

    /** Facts of one session behind a number, in order; fewer where they are long, as in {@link #events}. */
    List<CaptureEvent> eventsOf(String session, int after, int limit) throws JournalException;

    /** The sequence number of the newest fact; 0 when there is none. */
    long newest() throws JournalException;

    Optional<SessionRecord> session(String id) throws JournalException;

    /** The newest first. */
    List<SessionRecord> sessions(SessionQuery query) throws JournalException;

    /**
     * Octets that were kept, in order of their place.
     *
     * @param after place of the last one read, or -1
     */
    List<Kept> kept(String session, String body, long after, int limit) throws JournalException;

    /** How far a reader is, by its last {@link #move}; empty when nobody of that name was here. */
    Optional<Long> place(String reader) throws JournalException;

    /** A reader has everything up to a sequence number. It never goes back. */
    CompletableFuture<Void> move(String reader, long sequence, Instant at);

    /** The places of readers whose names begin so, by name. */
    Map<String, Long> places(String prefix) throws JournalException;

    /** A reader will not come again: its place is let go. */
    CompletableFuture<Void> leave(String reader);

    /** One more entry of the audit record. */
    CompletableFuture<Void> audit(AuditEntry entry);

    /** Entries of the audit record behind a sequence number, in order. */
    List<AuditEntry> audits(long after, int limit) throws JournalException;

    /**
     * Told when there are new facts.
     *
     * @param listener called on a thread of the store; does not wait
     */
    void onFacts(Runnable listener);

    /**
     * Octets of a message.
     *
     * @param start position of the first one in the message, from 0
     * @param octets read only
     */
    record Kept(long start, ByteBuffer octets) {}
}
