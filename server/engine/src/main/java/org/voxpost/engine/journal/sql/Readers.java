package org.voxpost.engine.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.journal.Backlog;
import org.voxpost.engine.journal.Delivery;
import org.voxpost.engine.journal.DeliveryState;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.JobArchive;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.JobRecord;
import org.voxpost.engine.journal.JobState;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Notice;
import org.voxpost.engine.journal.OpenOrder;

/** Questions to the store, each on a connection of its own. */
final class Readers implements JobArchive {

    private static final String RECORD =
            "select " + Rows.JOB + ", j.seq, j.size, o.dialog, o.call_id, o.caller, o.job_key, o.accepted_at, o.node,"
                    + " o.closed_at, o.retried_job from jobs j join orders o on o.id = j.order_id";

    private static final String NOTICE =
            "select n.seq, n.event_id, n.order_id, n.element, o.dialog, o.call_id, o.caller," + " o.job_key, "
                    + Rows.outcome("t") + ", " + Rows.outcome("j") + ", " + Rows.PLAIN_JOB;
    private static final String NOTICE_PARTS = " join orders o on o.id = n.order_id left join jobs j on j.id = n.job_id"
            + " left join transfers t on n.job_id is null and t.order_id = n.order_id and t.element = n.element";
    private static final String NOTICES =
            NOTICE + " from notices n" + NOTICE_PARTS + " where n.seq > ? order by n.seq limit ?";

    private static final String DELIVERIES = NOTICE + ", d.state, d.attempts, d.next_attempt, d.last_error"
            + " from deliveries d join notices n on n.seq = d.notice" + NOTICE_PARTS + " where d.sink = ?";
    private static final String FIRST_OF_ORDER =
            " and not exists (select 1 from deliveries e where e.order_id = d.order_id"
                    + " and e.sink = d.sink and e.state = 0 and e.notice < d.notice)";
    private static final String DUE = DELIVERIES + " and d.state = 0 and d.next_attempt <= ? and o.node = ?"
            + FIRST_OF_ORDER + " order by d.notice limit ?";
    private static final String NEXT_DUE =
            "select min(d.next_attempt) from deliveries d join orders o on o.id = d.order_id"
                    + " where d.sink = ? and d.state = 0 and o.node = ?" + FIRST_OF_ORDER;
    private static final String DEAD = DELIVERIES + " and d.state = 2 and d.notice > ? order by d.notice limit ?";

    private static final String OPEN_ORDERS = "select count(*) from orders where node = ? and closed_at is null";
    private static final String OPEN_JOBS = "select j.state, count(*) from jobs j join orders o on o.id = j.order_id"
            + " where o.node = ? and o.closed_at is null group by j.state";
    private static final String WAITING = "select d.sink, count(*) from deliveries d join orders o on o.id = d.order_id"
            + " where d.state = 0 and o.node = ? group by d.sink";
    private static final String BURIED = "select sink, count(*) from deliveries where state = 2 group by sink";

    private static final int NOTICE_COLUMNS = 8 + 2 * Rows.OUTCOME_COLUMNS + Rows.PLAIN_JOB_COLUMNS;
    private static final DeliveryState[] STATES = DeliveryState.values();

    private final Store store;

    Readers(Store store) {
        this.store = store;
    }

    @Override
    public List<JobRecord> matching(String id, int limit) throws JournalException {
        return ask(sql -> {
            List<JobRecord> exact = sql.list(RECORD + " where j.id = ?", Readers::record, id);
            // Behind every character that an id may have.
            return exact.isEmpty() && !id.isEmpty()
                    ? sql.list(
                            RECORD + " where j.id >= ? and j.id < ? order by j.id limit ?",
                            Readers::record,
                            id,
                            id + '~',
                            limit)
                    : exact;
        });
    }

    @Override
    public Optional<OpenOrder> order(String id) throws JournalException {
        return ask(sql -> OpenOrders.one(sql, id));
    }

    @Override
    public Optional<JobRecord> retryUnderWay(String job) throws JournalException {
        return ask(sql -> sql.first(RECORD + " where o.retried_job = ? and o.closed_at is null", Readers::record, job));
    }

    @Override
    public List<JobRecord> jobs(JobQuery query) throws JournalException {
        StringBuilder where = new StringBuilder(RECORD).append(" where j.seq < ?");
        List<@Nullable Object> values = new ArrayList<>();
        values.add(query.before().orElse(Long.MAX_VALUE));
        if (!query.states().isEmpty()) {
            where.append(" and j.state in (");
            where.append(String.join(
                    ", ",
                    query.states().stream()
                            .map(state -> String.valueOf(Rows.number(state)))
                            .sorted()
                            .toList()));
            where.append(')');
        }
        query.key().ifPresent(key -> and(where, values, "o.job_key = ?", key));
        query.dialog().ifPresent(dialog -> and(where, values, "o.dialog = ?", dialog));
        query.callId().ifPresent(callId -> and(where, values, "o.call_id = ?", callId));
        query.objectId().ifPresent(objectId -> and(where, values, "j.object_id = ?", objectId));
        query.since().ifPresent(since -> and(where, values, "o.accepted_at >= ?", since));
        where.append(" order by j.seq desc limit ?");
        values.add(query.limit());
        return ask(sql -> sql.list(where.toString(), Readers::record, values.toArray()));
    }

    List<Notice> notices(long after, int limit) throws JournalException {
        return ask(sql -> sql.list(NOTICES, Readers::notice, after, limit));
    }

    List<Delivery> due(String sink, String node, Instant now, int limit) throws JournalException {
        return ask(sql -> sql.list(DUE, row -> delivery(row, sink), sink, now, node, limit));
    }

    Optional<Instant> nextDue(String sink, String node) throws JournalException {
        return ask(sql -> sql.first(
                        NEXT_DUE,
                        row -> {
                            Instant due = Rows.instant(row, 1);
                            return row.wasNull() ? Optional.<Instant>empty() : Optional.of(due);
                        },
                        sink,
                        node))
                .flatMap(due -> due);
    }

    List<Delivery> dead(String sink, long after, int limit) throws JournalException {
        return ask(sql -> sql.list(DEAD, row -> delivery(row, sink), sink, after, limit));
    }

    Backlog backlog(String node) throws JournalException {
        return ask(sql -> {
            Map<JobState, Long> jobs = new EnumMap<>(JobState.class);
            sql.list(OPEN_JOBS, row -> jobs.put(Rows.state(row.getInt(1)), row.getLong(2)), node);
            return new Backlog(
                    sql.first(OPEN_ORDERS, row -> row.getLong(1), node).orElse(0L),
                    jobs,
                    bySink(sql, WAITING, node),
                    bySink(sql, BURIED));
        });
    }

    private static Map<String, Long> bySink(Sql sql, String query, Object... values) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        sql.list(query, row -> counts.put(row.getString(1), row.getLong(2)), values);
        return counts;
    }

    private static void and(StringBuilder where, List<@Nullable Object> values, String condition, Object value) {
        where.append(" and ").append(condition);
        values.add(value);
    }

    @FunctionalInterface
    interface Question<T> {
        T ask(Sql sql) throws SQLException;
    }

    /** Asks on a connection for this question alone. */
    <T> T ask(Question<T> question) throws JournalException {
        try (Connection connection = store.reader();
                Sql sql = new Sql(connection)) {
            return question.ask(sql);
        } catch (SQLException e) {
            throw new JournalException("the journal cannot be read: " + e.getMessage(), e);
        }
    }

    private static JobRecord record(ResultSet row) throws SQLException {
        int next = 1 + Rows.JOB_COLUMNS;
        row.getLong(next + 8);
        boolean open = row.wasNull();
        return new JobRecord(
                row.getLong(next),
                Rows.job(row, 1),
                row.getLong(next + 1),
                row.getString(next + 2),
                row.getString(next + 3),
                row.getString(next + 4),
                Optional.ofNullable(row.getString(next + 5)),
                Rows.instant(row, next + 6),
                row.getString(next + 7),
                Optional.ofNullable(row.getString(next + 9)),
                open);
    }

    private static Notice notice(ResultSet row) throws SQLException {
        int transfer = 9;
        int job = transfer + Rows.OUTCOME_COLUMNS;
        int plain = job + Rows.OUTCOME_COLUMNS;
        Optional<Job> which = row.getString(plain) == null ? Optional.empty() : Optional.of(Rows.plainJob(row, plain));
        return new Notice(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                which,
                row.getString(5),
                row.getString(6),
                row.getString(7),
                Optional.ofNullable(row.getString(8)),
                Rows.outcome(row, which.isPresent() ? job : transfer).orElseThrow());
    }

    private static Delivery delivery(ResultSet row, String sink) throws SQLException {
        int next = 1 + NOTICE_COLUMNS;
        return new Delivery(
                notice(row),
                sink,
                STATES[row.getInt(next)],
                row.getInt(next + 1),
                Rows.instant(row, next + 2),
                row.getString(next + 3));
    }
}
