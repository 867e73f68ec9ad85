package org.voxpost.engine.journal.sql;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.voxpost.engine.journal.Found;
import org.voxpost.engine.journal.JobState;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.OpenOrder.OpenJob;
import org.voxpost.engine.journal.OpenOrder.OpenTransfer;
import org.voxpost.engine.journal.Order;

/** Reads what a node has not closed yet, a page of orders at a time: four questions for each. */
final class OpenOrders {

    private static final int PAGE = 500;

    private static final String OPEN =
            " from orders o where o.node = ? and o.closed_at is null and o.seq > ? and o.seq <= ?";
    private static final String ORDER = "select o.seq, o.id, o.dialog, o.call_id, o.caller, o.job_key, o.document,"
            + " o.request, o.accepted_at, o.script, " + Rows.ORDER_MARKS;
    private static final String ORDERS = ORDER + OPEN + " order by o.seq limit " + PAGE;
    private static final String ONE = ORDER + " from orders o where o.id = ?";
    private static final String JOBS = "select " + Rows.JOB + " from jobs j join orders o on o.id = j.order_id"
            + " where o.node = ? and o.closed_at is null and o.seq > ? and o.seq <= ? order by j.seq";
    private static final String TRANSFERS =
            "select t.order_id, t.element, t.iteration, t.begun_at, " + Rows.outcome("t")
                    + " from transfers t join orders o on o.id = t.order_id"
                    + " where o.node = ? and o.closed_at is null and o.seq > ? and o.seq <= ? order by t.element";
    private static final String ELEMENTS = "select e.order_id, e.element"
            + " from elements_done e join orders o on o.id = e.order_id"
            + " where o.node = ? and o.closed_at is null and o.seq > ? and o.seq <= ?";
    private static final String COUNT_ORDERS = "select count(*)" + OPEN;
    private static final String COUNT_JOBS = "select j.state, count(*) from jobs j join orders o on o.id = j.order_id"
            + " where o.node = ? and o.closed_at is null group by j.state";
    private static final String LAST = "select coalesce(max(seq), 0) from orders";

    private OpenOrders() {}

    /** The last order that was accepted by any node. */
    static long last(Sql sql) throws SQLException {
        return sql.first(LAST, row -> row.getLong(1)).orElse(0L);
    }

    static Found count(Sql sql, String node) throws SQLException {
        int orders = sql.first(COUNT_ORDERS, row -> row.getInt(1), node, 0L, Long.MAX_VALUE)
                .orElse(0);
        int[] jobs = new int[JobState.values().length];
        sql.list(COUNT_JOBS, row -> jobs[row.getInt(1)] = row.getInt(2), node);
        return new Found(
                orders,
                jobs[Rows.number(JobState.ACCEPTED)] + jobs[Rows.number(JobState.RUNNING)],
                jobs[Rows.number(JobState.DELIVERED)],
                jobs[Rows.number(JobState.FINISHED)]);
    }

    /** In the order in which they were accepted: those behind one of them, up to one of them. */
    static void read(Sql sql, String node, long behind, long last, Consumer<OpenOrder> taker) throws SQLException {
        long after = behind;
        while (true) {
            List<Numbered> page =
                    sql.list(ORDERS, row -> new Numbered(row.getLong(1), order(row), script(row)), node, after, last);
            if (page.isEmpty()) {
                return;
            }
            long end = page.getLast().sequence();
            Parts parts = Parts.read(sql, node, after, end);
            page.forEach(one -> taker.accept(parts.with(one)));
            after = end;
        }
    }

    /** Open or closed, without what became of it. */
    static Optional<OpenOrder> one(Sql sql, String id) throws SQLException {
        return sql.first(ONE, row -> new OpenOrder(order(row), script(row), List.of(), List.of(), Set.of()), id);
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)),
                ByteBuffer.wrap(row.getBytes(7)).asReadOnlyBuffer(),
                row.getInt(8),
                Rows.instant(row, 9),
                row.getInt(11),
                Rows.retried(row, 12),
                Rows.call(row, 15));
    }

    private static Optional<ByteBuffer> script(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getBytes(10))
                .map(octets -> ByteBuffer.wrap(octets).asReadOnlyBuffer());
    }

    private record Numbered(long sequence, Order order, Optional<ByteBuffer> script) {}

    /** What belongs to the orders of a page, by the order's id. */
    private record Parts(
            Map<String, List<OpenJob>> jobs,
            Map<String, List<OpenTransfer>> transfers,
            Map<String, Set<Integer>> elements) {

        static Parts read(Sql sql, String node, long after, long end) throws SQLException {
            Parts parts = new Parts(new HashMap<>(), new HashMap<>(), new HashMap<>());
            sql.list(JOBS, row -> Rows.job(row, 1), node, after, end).forEach(parts::add);
            sql.list(TRANSFERS, parts::addTransfer, node, after, end);
            sql.list(ELEMENTS, parts::addElement, node, after, end);
            return parts;
        }

        private void add(OpenJob job) {
            jobs.computeIfAbsent(job.job().order(), _ -> new ArrayList<>()).add(job);
        }

        private boolean addTransfer(ResultSet row) throws SQLException {
            return transfers
                    .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                    .add(new OpenTransfer(row.getInt(2), row.getInt(3), Rows.instant(row, 4), Rows.outcome(row, 5)));
        }

        private boolean addElement(ResultSet row) throws SQLException {
            return elements.computeIfAbsent(row.getString(1), _ -> new HashSet<>())
                    .add(row.getInt(2));
        }

        OpenOrder with(Numbered one) {
            String id = one.order().id();
            return new OpenOrder(
                    one.order(),
                    one.script(),
                    jobs.getOrDefault(id, List.of()),
                    transfers.getOrDefault(id, List.of()),
                    elements.getOrDefault(id, Set.of()));
        }
    }
}
