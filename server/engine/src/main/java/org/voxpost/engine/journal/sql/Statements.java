package org.voxpost.engine.journal.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.journal.Outcome;

/**
 * Each entry as statements. All of a batch may be written again when it is not known whether its commit came through, so what is there
 * already stays as it is: states and counts only grow, and the first outcome counts.
 */
final class Statements {

    private static final String OUTCOME = "outcome_end = ?, outcome_octets = ?, outcome_status = ?, outcome_reason = ?,"
            + " outcome_attempts = ?, outcome_duration = ?, outcome_at = ?";

    private static final String INSERT_ORDER =
            "insert into orders (id, node, dialog, call_id, caller, job_key, document, request, accepted_at, priority,"
                + " retried_job, retried_element, retried_object, call_invite, call_since, call_type, call_sequence)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing";
    // Two nodes may write retries of one job at the same time: the second waits for the end of the first, and then sees
    // it.
    private static final String LOCK_ORDER = "update orders set request = request where id = ?";
    private static final String TRIED_AGAIN =
            "select 1 from orders where retried_job = ? and closed_at is null and id <> ?";
    private static final String DELETE_ORDER = "delete from orders where id = ?";
    private static final String END_CALL = "update orders set call_invite = null where id = ?";
    private static final String ORDER_EXISTS = "select 1 from orders where id = ?";
    private static final String SET_SCRIPT = "update orders set script = ? where id = ?";
    private static final String CLOSE_ORDER =
            "update orders set closed_at = ?, call_invite = null where id = ? and closed_at is null";

    private static final String INSERT_JOB =
            "insert into jobs (id, order_id, element, object, iteration, object_id, source,"
                    + " destination, delete_source) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing";
    private static final String JOB_EXISTS = "select 1 from jobs where id = ?";
    private static final String BEGIN_ATTEMPT = "update jobs set attempts = ?, failures = ?,"
            + " state = case when state < 1 then 1 else state end where id = ? and attempts < ? and state < 3";
    private static final String SET_SOURCE =
            "update jobs set size = ?, sha256 = ?, version = ? where id = ? and state < 3";
    private static final String SET_KEPT = "update jobs set sha256 = ?, kept = ? where id = ? and state < 2";
    private static final String DELIVER = "update jobs set octets = ?, deliveries = ?, kept = 0,"
            + " state = case when ? = 1 then 2 else state end where id = ? and deliveries < ? and state < 3";
    private static final String SETTLE_SOURCE = "update jobs set source_note = ? where id = ? and source_note is null";
    private static final String TELL_JOB = "update jobs set told = 1 where id = ?";
    private static final String FINISH_JOB =
            "update jobs set state = 3, " + OUTCOME + " where id = ? and state < 3 returning id, order_id, element";
    private static final String FINISH_REST = "update jobs set state = 3, " + OUTCOME
            + " where order_id = ? and state < 3 returning id, order_id, element";

    private static final String BEGIN_TRANSFER =
            "insert into transfers (order_id, element, transfer_id, iteration, begun_at) values (?, ?, ?, ?, ?) on"
                    + " conflict (order_id, element) do update set iteration = excluded.iteration where"
                    + " transfers.iteration < excluded.iteration";
    private static final String FINISH_TRANSFER =
            "update transfers set " + OUTCOME + " where order_id = ? and element = ? and outcome_end is null";
    private static final String ELEMENT_DONE =
            "insert into elements_done (order_id, element) values (?, ?) on conflict (order_id, element) do nothing";

    private static final String NEXT_NOTICE =
            "update counters set value = value + 1 where name = 'notice' returning value";
    private static final String INSERT_NOTICE =
            "insert into notices (seq, event_id, order_id, element, job_id) values (?, ?, ?, ?, ?)";
    private static final String INSERT_DELIVERY = "insert into deliveries (notice, sink, order_id, state, attempts,"
            + " next_attempt, last_error) values (?, ?, ?, 0, 0, ?, '')";

    private final String node;
    private final List<String> sinks;

    Statements(String node, List<String> sinks) {
        this.node = node;
        this.sinks = sinks;
    }

    /** @throws JournalException when the entry can never be written */
    void write(Sql sql, Entry entry) throws SQLException, JournalException {
        switch (entry) {
            case Entry.Accepted accepted -> {
                if (accepted.order().retried().isPresent()) {
                    alone(sql, accepted.order().id(), accepted.order().retried().get());
                }
                insert(sql, accepted.order());
                insert(sql, accepted.jobs());
            }
            case Entry.Withdrawn withdrawn -> sql.update(DELETE_ORDER, withdrawn.order());
            case Entry.CallEnded(String order) -> ofOrder(sql, sql.update(END_CALL, order), order);
            case Entry.ScriptFetched fetched -> {
                ofOrder(sql, sql.update(SET_SCRIPT, fetched.script(), fetched.order()), fetched.order());
                insert(sql, fetched.jobs());
            }
            case Entry.TransferBegun(String order, int element, String id, int iteration, Instant at) ->
                sql.update(BEGIN_TRANSFER, order, element, id, iteration, at);
            case Entry.JobsAdded added -> insert(sql, added.jobs());
            case Entry.AttemptBegun(String job, int attempts, int failures) ->
                ofJob(sql, sql.update(BEGIN_ATTEMPT, attempts, failures, job, attempts), job);
            case Entry.SourceReady(String job, long octets, String sha256, String version) ->
                ofJob(sql, sql.update(SET_SOURCE, octets, sha256, version, job), job);
            case Entry.Kept(String job, String sha256, long octets) ->
                ofJob(sql, sql.update(SET_KEPT, sha256, octets, job), job);
            case Entry.Delivered(String job, long octets, int deliveries, boolean last) ->
                ofJob(sql, sql.update(DELIVER, octets, deliveries, last ? 1 : 0, job, deliveries), job);
            case Entry.SourceSettled(String job, String note) -> ofJob(sql, sql.update(SETTLE_SOURCE, note, job), job);
            case Entry.JobFinished(String job, Outcome outcome) ->
                ofJob(sql, finish(sql, FINISH_JOB, outcome, job), job);
            case Entry.TransferFinished finished -> finish(sql, finished);
            case Entry.ElementDone(String order, int element) -> sql.update(ELEMENT_DONE, order, element);
            case Entry.JobTold(String job) -> ofJob(sql, sql.update(TELL_JOB, job), job);
            case Entry.OrderClosed(String order, Outcome rest) -> {
                finish(sql, FINISH_REST, rest, order);
                ofOrder(sql, sql.update(CLOSE_ORDER, rest.at(), order), order);
            }
        }
    }

    /** Whether writing the entry may bring notices. */
    static boolean tells(Entry entry) {
        return entry instanceof Entry.JobFinished
                || entry instanceof Entry.TransferFinished
                || entry instanceof Entry.OrderClosed;
    }

    private static void alone(Sql sql, String order, Order.Retried retried) throws SQLException, JournalException {
        sql.update(LOCK_ORDER, Job.order(retried.job()));
        if (sql.exists(TRIED_AGAIN, retried.job(), order)) {
            throw new JournalException("the job " + retried.job() + " is being tried again already");
        }
    }

    private void insert(Sql sql, Order order) throws SQLException {
        sql.update(
                INSERT_ORDER,
                order.id(),
                node,
                order.dialog(),
                order.callId(),
                order.caller(),
                order.key().orElse(null),
                order.document(),
                order.request(),
                order.acceptedAt(),
                order.priority(),
                order.retried().map(Order.Retried::job).orElse(null),
                order.retried().map(Order.Retried::element).orElse(null),
                order.retried().map(Order.Retried::object).orElse(null),
                order.call().map(Order.StandingCall::invite).orElse(null),
                order.call().map(Order.StandingCall::since).orElse(null),
                order.call().map(Order.StandingCall::contentType).orElse(null),
                order.call().map(Order.StandingCall::sequence).orElse(null));
    }

    private static void insert(Sql sql, List<Job> jobs) throws SQLException {
        for (Job job : jobs) {
            sql.update(
                    INSERT_JOB,
                    job.id(),
                    job.order(),
                    job.element(),
                    job.object(),
                    job.iteration(),
                    job.objectId(),
                    job.source(),
                    job.destination(),
                    job.deleteSource() ? 1 : 0);
        }
    }

    private record Finished(String job, String order, int element) {}

    private int finish(Sql sql, String update, Outcome outcome, String which) throws SQLException {
        List<Finished> finished = sql.list(
                update,
                row -> new Finished(row.getString(1), row.getString(2), row.getInt(3)),
                outcome.end(),
                outcome.octets(),
                outcome.status(),
                outcome.reason(),
                outcome.attempts(),
                outcome.duration().toMillis(),
                outcome.at(),
                which);
        for (Finished one : finished) {
            tell(sql, one.job(), one.order(), one.element(), one.job(), outcome.at());
        }
        return finished.size();
    }

    private void finish(Sql sql, Entry.TransferFinished finished) throws SQLException {
        Outcome outcome = finished.outcome();
        String order = finished.order();
        int element = finished.element();
        // One that ends before it began has no row yet.
        sql.update(BEGIN_TRANSFER, order, element, "", 0, outcome.at());
        int changed = sql.update(
                FINISH_TRANSFER,
                outcome.end(),
                outcome.octets(),
                outcome.status(),
                outcome.reason(),
                outcome.attempts(),
                outcome.duration().toMillis(),
                outcome.at(),
                order,
                element);
        if (changed > 0) {
            tell(sql, order + "/" + element, order, element, null, outcome.at());
        }
    }

    private void tell(Sql sql, String event, String order, int element, @Nullable String job, Instant at)
            throws SQLException {
        // The row of the counter stays locked until the commit: numbers become visible in order, whichever node wrote
        // them.
        long sequence = sql.first(NEXT_NOTICE, row -> row.getLong(1)).orElseThrow();
        sql.update(INSERT_NOTICE, sequence, event, order, element, job);
        for (String sink : sinks) {
            sql.update(INSERT_DELIVERY, sequence, sink, order, at);
        }
    }

    /** Nothing was changed: either all of it is there already, or it is of a job that is not. */
    private static void ofJob(Sql sql, int changed, String job) throws SQLException, JournalException {
        if (changed == 0 && !sql.exists(JOB_EXISTS, job)) {
            throw new JournalException("the journal knows no job " + job);
        }
    }

    private static void ofOrder(Sql sql, int changed, String order) throws SQLException, JournalException {
        if (changed == 0 && !sql.exists(ORDER_EXISTS, order)) {
            throw new JournalException("the journal knows no order " + order);
        }
    }
}
