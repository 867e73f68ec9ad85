package org.voxpost.engine.journal.sql;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.journal.Backlog;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Found;
import org.voxpost.engine.journal.JobArchive;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.JournalStatistics;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.Outbox;

/** The journal in a database. */
public final class SqlJournal implements Journal {
    private static final Logger log = LoggerFactory.getLogger(SqlJournal.class);

    private final Store store;
    private final Statements statements;
    private final GroupCommit commits;
    private final Readers readers;
    private final SqlOutbox outbox;
    private final SqlCaptures captures;
    private final Found found;

    /** The last order that an earlier run accepted. */
    private final long last;

    private volatile Runnable lost = () -> {};

    private SqlJournal(
            Store store, JournalSettings settings, InstantSource clock, Found found, long last, long lastCapture) {
        this.store = store;
        this.found = found;
        this.last = last;
        this.statements = new Statements(store.node(), settings.sinks());
        OldOrders orders = new OldOrders(settings.retention(), clock);
        OldCaptures texts = new OldCaptures(settings.retention().text(), clock);
        this.commits = new GroupCommit(
                store,
                sql -> {
                    orders.turn(sql);
                    texts.turn(sql);
                },
                settings.batch(),
                settings.queue());
        this.readers = new Readers(store);
        this.outbox = new SqlOutbox(commits, readers, store.node());
        this.captures = new SqlCaptures(commits, readers, store.node(), lastCapture);
    }

    /**
     * Opens it, and makes what is missing.
     *
     * @throws JournalException when it cannot be opened, is damaged, or is used by another server
     */
    public static SqlJournal open(JournalSettings settings) throws JournalException {
        return open(settings, InstantSource.system());
    }

    static SqlJournal open(JournalSettings settings, InstantSource clock) throws JournalException {
        Store store = settings.database().isPresent()
                ? PostgresStore.open(settings, settings.database().get())
                : SqliteStore.open(settings.directory(), settings.reserve());
        try (Sql sql = new Sql(store.writer())) {
            return new SqlJournal(
                    store,
                    settings,
                    clock,
                    OpenOrders.count(sql, store.node()),
                    OpenOrders.last(sql),
                    CaptureStatements.last(sql));
        } catch (SQLException e) {
            store.close();
            throw new JournalException("the journal cannot be read: " + e.getMessage(), e);
        }
    }

    /** What was there when it was opened. */
    public Found found() {
        return found;
    }

    /** What is unfinished now. Waits for the store. */
    public Backlog backlog() throws JournalException {
        return readers.backlog(store.node());
    }

    /** Of jobs, open and finished. */
    public JobArchive archive() {
        return readers;
    }

    /** Of notices. */
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Optional<CaptureStore> captures() {
        return Optional.of(captures);
    }

    /** Why nothing can be written down now, in words; empty when it can. It recovers by itself. Any thread may ask. */
    public Optional<String> trouble() {
        return store.held()
                ? commits.trouble()
                : Optional.of("this node has no right to write: it could not renew its lease in the database");
    }

    /** Any thread may ask. */
    public JournalStatistics statistics() {
        return commits.statistics();
    }

    @Override
    public CompletableFuture<Void> write(Entry entry) {
        CompletableFuture<Void> written = commits.submit(sql -> statements.write(sql, entry));
        return Statements.tells(entry) ? written.thenRun(outbox::announce) : written;
    }

    @Override
    public void recover(Consumer<List<OpenOrder>> taker) {
        Recovery recovery = new Recovery(store.node(), commits, taker, lost, outbox::announce);
        recovery.upTo(last);
        store.keep(recovery);
    }

    @Override
    public void onLost(Runnable listener) {
        lost = listener;
    }

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public void close() {
        commits.close();
        store.close();
        JournalStatistics done = commits.statistics();
        log.info(
                "The journal is closed: entries={} commits={} longest-commit-ms={} longest-chore-ms={}",
                done.entries(),
                done.commits(),
                done.longestCommit().toMillis(),
                done.longestChore().toMillis());
    }
}
