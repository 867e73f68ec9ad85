package org.voxpost.engine.journal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's right to its orders. It is renewed every third of its length; the database's clock says when it ends, and the monotonic clock
 * of this machine, a sixth earlier, when this node has to stop by itself. Each time that somebody else may have had the orders since,
 * the epoch changes, and what was written for an earlier one is void.
 */
final class Lease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";
    private static final String TAKE = "insert into nodes (id, epoch, lease_until, dead) values (?, " + NOW + ", " + NOW
            + " + ?, 0) on conflict (id) do update set epoch = greatest(nodes.epoch + 1, excluded.epoch), lease_until"
            + " = excluded.lease_until, dead = 0 returning epoch";
    private static final String RENEW =
            "update nodes set lease_until = " + NOW + " + ? where id = ? and epoch = ? and dead = 0";
    private static final String RELEASE = "update nodes set lease_until = 0 where id = ? and epoch = ?";

    private static final Duration SOON = Duration.ofMillis(250);

    private final DataSource database;
    private final String node;
    private final Duration length;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean takingOver = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile long epoch;
    private volatile boolean held = true;
    private volatile Listener listener = new Listener() {};

    /** Belongs to the thread. */
    private long heldUntil;

    /** Told on threads of the lease. */
    interface Listener {

        /** It could not be renewed in time: what this node has may be another's by now. Returns when it has all stopped. */
        default void lost() {}

        /** It is held again. What the node has is to be read anew. */
        default void regained() {}

        /** Orders of a dead node are this one's now. */
        default void claimed(List<Long> orders) {}
    }

    private Lease(DataSource database, String node, Duration length, long epoch, long heldUntil) {
        this.database = database;
        this.node = node;
        this.length = length;
        this.epoch = epoch;
        this.heldUntil = heldUntil;
    }

    /** Of a node whose earlier run is over. */
    static Lease take(DataSource database, String node, Duration length) throws SQLException {
        long asked = System.nanoTime();
        Lease lease = new Lease(database, node, length, 0, asked);
        lease.epoch = lease.ask(sql -> register(sql, node, length));
        lease.heldUntil = lease.until(asked);
        return lease;
    }

    String node() {
        return node;
    }

    long epoch() {
        return epoch;
    }

    /** Whether this node may go on with what it has. */
    boolean held() {
        return held;
    }

    /** Begins to renew it, and to look for orders of dead nodes. */
    void keep(Listener told) {
        listener = told;
        Thread.ofPlatform().name("journal-lease").daemon().start(this::run);
    }

    /** Ends it at once, so that others need not wait. */
    @Override
    public void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        Future<Integer> released = workers.submit(() -> ask(sql -> sql.update(RELEASE, node, epoch)));
        try {
            released.get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The lease of this node could not be given back; it ends by itself: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    private void run() {
        // At once, because this may be the only node that looks for orders of dead ones.
        Duration pause = Duration.ZERO;
        while (!pause(pause)) {
            pause = turn();
        }
    }

    /** Until when nothing is to be done. Goes on whatever breaks: a node that does not know that its lease ended would go on, too. */
    private Duration turn() {
        try {
            Duration pause = keepUp(System.nanoTime());
            loseInTime();
            return pause;
        } catch (RuntimeException | Error e) {
            log.error("Keeping the lease of this node broke and goes on", e);
            return SOON;
        }
    }

    private Duration keepUp(long asked) {
        if (!renewed(asked)) {
            return SOON;
        }
        heldUntil = until(asked);
        if (!held) {
            log.warn("This node holds its lease again");
            listener.regained();
            held = true;
        }
        takeOver();
        return length.dividedBy(3);
    }

    private void loseInTime() {
        if (held && System.nanoTime() - heldUntil >= 0) {
            held = false;
            log.error("This node could not renew its lease in time and stops what it does");
            listener.lost();
        }
    }

    /** Waits for a database only as long as the lease is held; a lost one has time. */
    private boolean renewed(long asked) {
        Future<Boolean> renewal = workers.submit(this::renew);
        try {
            long left = held ? Math.min(heldUntil - asked, length.dividedBy(3).toNanos()) : length.toNanos();
            return renewal.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            log.warn(
                    "The lease of this node could not be renewed: {}",
                    e.getCause() == null ? e : e.getCause().getMessage());
        } catch (TimeoutException e) {
            log.warn("The lease of this node could not be renewed: the database does not answer");
        } catch (InterruptedException e) {
            log.warn("The thread of the lease was interrupted and goes on");
        }
        return false;
    }

    private boolean renew() throws SQLException {
        long current = epoch;
        int changed = ask(sql -> sql.update(RENEW, length.toMillis(), node, current));
        if (changed == 0 && !held) {
            // Everything of this node has stopped: it may begin again, with what the others have left.
            epoch = ask(sql -> register(sql, node, length));
            return true;
        }
        if (changed == 0) {
            heldUntil = System.nanoTime();
        }
        return changed > 0;
    }

    private void takeOver() {
        if (takingOver.compareAndSet(false, true)) {
            workers.execute(this::claim);
        }
    }

    private void claim() {
        try {
            DeadNodes dead = new DeadNodes(node);
            ask(sql -> dead.declare(sql));
            List<Long> orders;
            do {
                long current = epoch;
                orders = ask(sql -> dead.claim(sql, current));
                if (!orders.isEmpty()) {
                    listener.claimed(orders);
                }
            } while (!orders.isEmpty() && closed.getCount() > 0);
        } catch (SQLException e) {
            log.warn("Orders of dead nodes could not be looked for: {}", e.getMessage());
        } finally {
            takingOver.set(false);
        }
    }

    private static long register(Sql sql, String node, Duration length) throws SQLException {
        return sql.first(TAKE, row -> row.getLong(1), node, length.toMillis()).orElseThrow();
    }

    /** A sixth before the database lets it end. */
    private long until(long asked) {
        return asked + length.minus(length.dividedBy(6)).toNanos();
    }

    private boolean pause(Duration wait) {
        try {
            long left = held ? Math.min(wait.toNanos(), heldUntil - System.nanoTime()) : wait.toNanos();
            return closed.await(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            log.warn("The thread of the lease was interrupted and goes on");
            return false;
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Sql sql) throws SQLException;
    }

    /** In a transaction on a connection of its own. */
    private <T> T ask(Question<T> question) throws SQLException {
        Connection connection = database.getConnection();
        try (Sql sql = new Sql(connection)) {
            PostgresStore.prepare(connection);
            T answer = question.ask(sql);
            sql.commit();
            return answer;
        }
    }
}
