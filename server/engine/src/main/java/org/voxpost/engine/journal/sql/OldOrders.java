package org.voxpost.engine.journal.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.voxpost.engine.journal.sql.JournalSettings.Retention;

/**
 * Deletes closed orders that are too old or too many, a few at a time between commits, so that none waits long for it. Those with a
 * notice that is still to be delivered stay.
 */
final class OldOrders implements GroupCommit.Chores {

    /** Two statements, since each is then a range of one index: asked for in one, they would be looked for among all orders. */
    static final String TOO_OLD = delete("o.closed_at < ?", "o.closed_at");

    static final String TOO_MANY = delete("o.seq <= ?", "o.seq");

    private static final Duration NOTHING_FOUND = Duration.ofSeconds(10);
    private static final Duration MORE = Duration.ofMillis(20);
    private static final long LONG = Duration.ofMillis(20).toNanos();

    /** Each order touches a dozen pages, and all of them are forced to the disk at once. This is still more than a server takes on. */
    private static final int MOST = 32;

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
        int deleted = sql.update(TOO_OLD, clock.instant().minus(terms.age()), few);
        if (deleted < few) {
            deleted += sql.update(TOO_MANY, OpenOrders.last(sql) - terms.orders(), few - deleted);
        }
        sql.commit();
        long end = System.nanoTime();
        nextTurn = end + (deleted < few ? NOTHING_FOUND : MORE).toNanos();
        few = end - start > LONG ? Math.max(1, few / 2) : Math.min(MOST, few + 1);
    }

    private static String delete(String which, String order) {
        return "delete from orders where seq in (select o.seq from orders o where o.closed_at is not null and " + which
                + " and not exists (select 1 from deliveries d where d.order_id = o.id and d.state = 0)"
                + " order by " + order + " limit ?)";
    }
}
