package org.voxpost.engine.journal.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.voxpost.engine.journal.sql.JournalSettings.Retention;

/**
 * Deletes closed orders that are too old or too many, a few at a time between commits, so that none waits long for it. Those with a
 * notice that is still to be delivered stay.
 */
final class OldOrders implements GroupCommit.Chores {

    private static final String DELETE = "delete from orders where seq in (select o.seq from orders o"
            + " where o.closed_at is not null and (o.closed_at < ? or o.seq <= ?)"
            + " and not exists (select 1 from deliveries d where d.order_id = o.id and d.state = 0)"
            + " order by o.closed_at limit ?)";

    private static final Duration NOTHING_FOUND = Duration.ofSeconds(10);
    private static final Duration MORE = Duration.ofMillis(20);
    private static final long LONG = Duration.ofMillis(40).toNanos();
    private static final int MOST = 128;

    private final Retention terms;
    private final InstantSource clock;
    private long nextTurn = System.nanoTime();
    private int few = 16;

    OldOrders(Retention terms, InstantSource clock) {
        this.terms = terms;
        this.clock = clock;
    }

    @Override
    public void turn(Sql sql) throws SQLException {
        long start = System.nanoTime();
        if (start - nextTurn < 0) {
            return;
        }
        Instant oldest = clock.instant().minus(terms.age());
        int deleted = sql.update(DELETE, oldest, OpenOrders.last(sql) - terms.orders(), few);
        sql.commit();
        long end = System.nanoTime();
        nextTurn = end + (deleted < few ? NOTHING_FOUND : MORE).toNanos();
        few = end - start > LONG ? Math.max(1, few / 2) : Math.min(MOST, 2 * few);
    }
}
