package org.voxpost.engine.journal.sql;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.capture.store.AuditEntry;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Origin;
import org.voxpost.engine.capture.store.SessionQuery;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.engine.journal.JournalException;

/** Captured sessions in the database of the journal: written by its commits, read by connections of readers. */
final class SqlCaptures implements CaptureStore {

    private static final Logger log = LoggerFactory.getLogger(SqlCaptures.class);

    /** Octets of one page of facts; only its last fact goes beyond. */
    private static final long PAGE = 2 << 20;

    private static final String FACTS = page("seq > ?", "seq");
    private static final String FACTS_OF = page("capture = ? and number > ?", "number");
    private static final String NEWEST = "select value from counters where name = 'fact'";

    private static final String SESSION =
            "select id, origin, test, call_id, incident_id, sip_call_id, caller, called, peer, previous, opened_at,"
                    + " ending, closed_at from captures c";
    private static final String ONE_SESSION = SESSION + " where id = ?";

    private static final String KEPT =
            "select start, octets from bodies where capture = ? and body = ? and start > ? order by start limit ?";
    private static final String PLACES = "select name, place from readers where name like ? order by moved_at";
    private static final String PLACE = "select place from readers where name = ?";

    private static final String AUDITS =
            "select seq, at, who, origin, what, capture from audits where seq > ? order by seq limit ?";

    /** Sessions that are closed by one commit. */
    private static final int CLOSED_AT_ONCE = 200;

    private final GroupCommit commits;
    private final Readers readers;
    private final CaptureStatements statements;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** The database itself leaves out what does not fit, so that none of it is ever in memory here. */
    private static String page(String which, String by) {
        return "with page as (select seq, number, length(octets) as octets from facts where " + which + " order by "
                + by
                + " limit ?), sums as (select seq, sum(octets) over (order by " + by + ") - octets as before from page)"
                + " select f.seq, f.capture, f.number, f.at, f.kind, f.side, f.message_id, f.party, f.content_type,"
                + " f.octets, f.body, f.size, f.status, f.note from facts f join sums s on s.seq = f.seq"
                + " where s.before < " + PAGE + " order by f." + by;
    }

    /** @param last session that an earlier run opened, by its place */
    SqlCaptures(GroupCommit commits, Readers readers, String node, long last) {
        this.commits = commits;
        this.readers = readers;
        this.statements = new CaptureStatements(node, last);
    }

    @Override
    public CompletableFuture<Void> open(SessionRecord session, List<Fact> facts, Duration within) {
        return told(sql -> statements.open(sql, session, facts, within));
    }

    @Override
    public CompletableFuture<Void> add(Fact fact) {
        if (!fact.session().isEmpty()) {
            return told(sql -> statements.add(sql, fact));
        }
        String key = key();
        return told(sql -> CaptureStatements.addLoose(sql, fact, key));
    }

    @Override
    public CompletableFuture<Void> addInstead(Fact fact, String body) {
        return told(sql -> statements.addInstead(sql, fact, body));
    }

    @Override
    public CompletableFuture<Void> keep(String session, String body, long start, ByteBuffer octets) {
        return commits.submit(sql -> CaptureStatements.keep(sql, session, body, start, octets));
    }

    @Override
    public CompletableFuture<Void> forget(String session, String body) {
        return commits.submit(sql -> CaptureStatements.forget(sql, session, body));
    }

    @Override
    public CompletableFuture<Void> close(Fact end) {
        return told(sql -> statements.close(sql, end));
    }

    @Override
    public CompletableFuture<Integer> closeBroken(Instant at, String why, boolean own) {
        AtomicInteger closed = new AtomicInteger();
        return told(sql -> closed.set(statements.closeBroken(sql, at, why, own, CLOSED_AT_ONCE)))
                .thenCompose(_ -> closed.get() < CLOSED_AT_ONCE
                        ? CompletableFuture.completedFuture(closed.get())
                        : closeBroken(at, why, own).thenApply(more -> more + CLOSED_AT_ONCE));
    }

    @Override
    public CompletableFuture<Void> move(String reader, long sequence, Instant at) {
        return commits.submit(sql -> CaptureStatements.move(sql, reader, sequence, at));
    }

    @Override
    public CompletableFuture<Void> leave(String reader) {
        return commits.submit(sql -> CaptureStatements.leave(sql, reader));
    }

    @Override
    public CompletableFuture<Void> audit(AuditEntry entry) {
        String key = key();
        return commits.submit(sql -> CaptureStatements.audit(sql, entry, key));
    }

    /** Given once, before the first try to write: further tries have the same one. */
    private static String key() {
        return UUID.randomUUID().toString();
    }

    @Override
    public List<AuditEntry> audits(long after, int limit) throws JournalException {
        return readers.ask(sql -> sql.list(
                AUDITS,
                row -> new AuditEntry(
                        row.getLong(1),
                        Rows.instant(row, 2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                after,
                limit));
    }

    private CompletableFuture<Void> told(GroupCommit.Work work) {
        return commits.submit(work).thenRun(this::announce);
    }

    @Override
    public void onFacts(Runnable listener) {
        listeners.add(listener);
    }

    private void announce() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                log.error("A listener for facts failed", e);
            }
        }
    }

    @Override
    public List<CaptureEvent> events(long after, int limit) throws JournalException {
        return readers.ask(sql -> sql.list(FACTS, SqlCaptures::event, after, limit));
    }

    @Override
    public List<CaptureEvent> eventsOf(String session, int after, int limit) throws JournalException {
        return readers.ask(sql -> sql.list(FACTS_OF, SqlCaptures::event, session, after, limit));
    }

    @Override
    public long newest() throws JournalException {
        return readers.ask(sql -> sql.first(NEWEST, row -> row.getLong(1))).orElse(0L);
    }

    @Override
    public Optional<SessionRecord> session(String id) throws JournalException {
        return readers.ask(sql -> sql.first(ONE_SESSION, SqlCaptures::session, id));
    }

    @Override
    public List<SessionRecord> sessions(SessionQuery query) throws JournalException {
        List<String> conditions = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        query.open().ifPresent(open -> conditions.add(open ? "c.closed_at is null" : "c.closed_at is not null"));
        query.callId().ifPresent(id -> {
            conditions.add("(c.call_id = ? or c.sip_call_id = ?)");
            values.add(id);
            values.add(id);
        });
        query.incidentId().ifPresent(id -> {
            conditions.add("c.incident_id = ?");
            values.add(id);
        });
        query.caller().ifPresent(caller -> {
            conditions.add("c.caller = ?");
            values.add(caller);
        });
        query.before().ifPresent(id -> {
            conditions.add("c.seq < (select seq from captures where id = ?)");
            values.add(id);
        });
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        values.add(query.limit());
        return readers.ask(sql ->
                sql.list(SESSION + where + " order by c.seq desc limit ?", SqlCaptures::session, values.toArray()));
    }

    @Override
    public List<Kept> kept(String session, String body, long after, int limit) throws JournalException {
        return readers.ask(sql -> sql.list(KEPT, SqlCaptures::kept, session, body, after, limit));
    }

    @Override
    public Optional<Long> place(String reader) throws JournalException {
        return readers.ask(sql -> sql.first(PLACE, row -> row.getLong(1), reader));
    }

    @Override
    public Map<String, Long> places(String prefix) throws JournalException {
        Map<String, Long> places = new LinkedHashMap<>();
        for (Place place : readers.ask(
                sql -> sql.list(PLACES, row -> new Place(row.getString(1), row.getLong(2)), prefix + "%"))) {
            places.put(place.reader(), place.sequence());
        }
        return places;
    }

    private record Place(String reader, long sequence) {}

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getLong(1), ByteBuffer.wrap(row.getBytes(2)).asReadOnlyBuffer());
    }

    private static CaptureEvent event(ResultSet row) throws SQLException {
        String capture = row.getString(2);
        return new CaptureEvent(
                row.getLong(1),
                new Fact(
                        capture == null ? "" : capture,
                        row.getInt(3),
                        Rows.instant(row, 4),
                        FactKind.valueOf(row.getString(5)),
                        Side.valueOf(row.getString(6)),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        ByteBuffer.wrap(row.getBytes(10)).asReadOnlyBuffer(),
                        row.getString(11),
                        row.getLong(12),
                        row.getInt(13),
                        row.getString(14)));
    }

    private static SessionRecord session(ResultSet row) throws SQLException {
        Instant closed = Rows.instant(row, 13);
        boolean open = row.wasNull();
        return new SessionRecord(
                row.getString(1),
                Origin.valueOf(row.getString(2)),
                row.getInt(3) == 1,
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                Rows.instant(row, 11),
                open ? Optional.empty() : Optional.of(closed),
                row.getString(12));
    }
}
