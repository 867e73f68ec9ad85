package org.voxpost.engine.journal.sql;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.journal.Delivery;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Notice;
import org.voxpost.engine.journal.Outbox;

/** Reads by connections of readers, writes with the entries. */
final class SqlOutbox implements Outbox {

    private static final Logger log = LoggerFactory.getLogger(SqlOutbox.class);

    private static final String DELIVERED =
            "update deliveries set state = 1, attempts = ?, last_error = '' where notice = ? and sink = ? and state ="
                    + " 0";
    private static final String FAILED = "update deliveries set attempts = ?, next_attempt = ?, last_error = ?"
            + " where notice = ? and sink = ? and state = 0";
    private static final String BURIED =
            "update deliveries set state = 2, attempts = ?, last_error = ? where notice = ? and sink = ? and state = 0";
    private static final String REQUEUED =
            "update deliveries set state = 0, next_attempt = ? where notice = ? and sink = ? and state = 2";

    private final GroupCommit commits;
    private final Readers readers;
    private final String node;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    SqlOutbox(GroupCommit commits, Readers readers, String node) {
        this.commits = commits;
        this.readers = readers;
        this.node = node;
    }

    @Override
    public List<Notice> notices(long after, int limit) throws JournalException {
        return readers.notices(after, limit);
    }

    @Override
    public List<Delivery> due(String sink, Instant now, int limit) throws JournalException {
        return readers.due(sink, node, now, limit);
    }

    @Override
    public Optional<Instant> nextDue(String sink) throws JournalException {
        return readers.nextDue(sink, node);
    }

    @Override
    public List<Delivery> dead(String sink, long after, int limit) throws JournalException {
        return readers.dead(sink, after, limit);
    }

    @Override
    public CompletableFuture<Void> delivered(Delivery delivery) {
        return change(delivery, DELIVERED, delivery.attempts() + 1);
    }

    @Override
    public CompletableFuture<Void> failed(Delivery delivery, Instant next, String error) {
        return change(delivery, FAILED, delivery.attempts() + 1, next, error);
    }

    @Override
    public CompletableFuture<Void> buried(Delivery delivery, String error) {
        return change(delivery, BURIED, delivery.attempts() + 1, error);
    }

    @Override
    public CompletableFuture<Void> requeued(Delivery delivery, Instant next) {
        return change(delivery, REQUEUED, next).thenRun(this::announce);
    }

    private CompletableFuture<Void> change(Delivery delivery, String statement, Object... values) {
        Object[] all = Arrays.copyOf(values, values.length + 2);
        all[values.length] = delivery.notice().sequence();
        all[values.length + 1] = delivery.sink();
        return commits.submit(sql -> sql.update(statement, all));
    }

    @Override
    public void onNotices(Runnable listener) {
        listeners.add(listener);
    }

    /** On a thread of the journal. */
    void announce() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                log.error("A listener for notices failed", e);
            }
        }
    }
}
