package org.voxpost.engine.journal.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Takes over from nodes whose lease has ended. The row of a node is locked by whoever declares it dead or takes from it; the dead node's
 * own writes share a lock of it, so that none can come through in between. Each question is a transaction.
 */
final class DeadNodes {

    private static final int FEW = 50;

    private static final String DECLARE =
            "update nodes set dead = 1, epoch = epoch + 1 where id in (select id from nodes where dead = 0 and id <> ?"
                + " and lease_until < (extract(epoch from clock_timestamp()) * 1000)::bigint for update skip locked)";
    private static final String STILL_OURS =
            "select 1 from nodes where id = ? and epoch = ? and dead = 0 for key share";
    /** One of which nothing but captured sessions is left waits until those are closed. */
    private static final String ONE = "select id from nodes n where dead = 1 and (exists (select 1 from orders o where"
            + " o.node = n.id and (o.closed_at is null or exists (select 1 from deliveries d where d.order_id = o.id"
            + " and d.state = 0))) or not exists (select 1 from captures c where c.node = n.id and c.closed_at is"
            + " null)) order by id limit 1 for update skip locked";

    private static final String CLAIM =
            "update orders set node = ? where seq in (select o.seq from orders o where o.node = ? and (o.closed_at is"
                    + " null or exists (select 1 from deliveries d where d.order_id = o.id and d.state = 0)) order by"
                    + " o.seq limit " + FEW + ") returning seq";
    private static final String FORGET = "delete from nodes where id = ? and not exists"
            + " (select 1 from captures c where c.node = nodes.id and c.closed_at is null)";

    private final String node;

    DeadNodes(String node) {
        this.node = node;
    }

    int declare(Sql sql) throws SQLException {
        return sql.update(DECLARE, node);
    }

    /**
     * Makes some orders of one dead node this node's.
     *
     * @return their sequence numbers; empty when no dead node has any, or all such nodes are looked after
     */
    List<Long> claim(Sql sql, long epoch) throws SQLException {
        if (!sql.exists(STILL_OURS, node, epoch)) {
            return List.of();
        }
        Optional<String> dead = sql.first(ONE, row -> row.getString(1));
        if (dead.isEmpty()) {
            return List.of();
        }
        List<Long> orders = sql.list(CLAIM, row -> row.getLong(1), node, dead.get());
        if (orders.isEmpty()) {
            sql.update(FORGET, dead.get());
        }
        return orders.stream().sorted().toList();
    }
}
