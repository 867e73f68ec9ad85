package org.voxpost.engine.journal.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.JournalStatistics;

/**
 * The thread that writes. While one commit is on its way to the disk, further entries gather; they are the next commit. One that fails
 * is tried again with the same entries. An entry that is wrong is taken out and fails alone.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    /** How long what waits is still tried when the journal is closed. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final Duration IDLE = Duration.ofMillis(100);

    /** A disk that takes longer is told of: peers of captured text have sent their words several times by then. */
    private static final Duration STALLED = Duration.ofSeconds(2);

    private static final Pending END = new Pending(sql -> {}, 0, new CompletableFuture<>());

    private final Store store;
    private final Chores chores;
    private final int limit;
    private final int capacity;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private volatile long deadline = Long.MAX_VALUE;
    private volatile boolean ended;
    private volatile @Nullable Turn turn;
    private final LongAdder entries = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private volatile long longest;
    private volatile long longestChore;

    /** Belongs to the thread. */
    private @Nullable Sql sql;

    /** Statements of one entry; may run more than once before they are committed. */
    @FunctionalInterface
    interface Work {
        void write(Sql sql) throws SQLException, JournalException;
    }

    /** What is done between commits, in a transaction of its own. */
    @FunctionalInterface
    interface Chores {
        void turn(Sql sql) throws SQLException;
    }

    /** What the thread is at, and whether that failed already. */
    private record Turn(long since, boolean failing) {}

    private record Pending(Work work, long epoch, CompletableFuture<Void> done) {}

    /** One entry of a batch cannot be written. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;
        final transient Pending entry;
        final transient Throwable cause;

        Wrong(Pending entry, Throwable cause) {
            super(cause);
            this.entry = entry;
            this.cause = cause;
        }

        JournalException why() {
            return cause instanceof JournalException known
                    ? known
                    : new JournalException("the journal cannot take an entry: " + cause.getMessage(), cause);
        }
    }

    /**
     * Starts the thread.
     *
     * @param limit entries of one commit
     * @param capacity entries that may wait
     */
    GroupCommit(Store store, Chores chores, int limit, int capacity) {
        this.store = store;
        this.chores = chores;
        this.limit = limit;
        this.capacity = capacity;
        this.thread = Thread.ofPlatform().name("journal-writer").daemon().start(this::run);
    }

    CompletableFuture<Void> submit(Work work) {
        if (!store.held()) {
            return CompletableFuture.failedFuture(new JournalException("this node has lost its lease"));
        }
        return submitAlways(work);
    }

    /** Also while the node has no right to its orders. */
    CompletableFuture<Void> submitAlways(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (closing.getCount() == 0) {
            done.completeExceptionally(new JournalException("the journal is closed"));
        } else if (waiting.incrementAndGet() > capacity) {
            waiting.decrementAndGet();
            done.completeExceptionally(
                    new JournalException("the journal is behind by " + capacity + " entries and takes no more"));
        } else {
            Pending entry = new Pending(work, store.epoch(), done);
            queue.add(entry);
            if (ended && queue.remove(entry)) {
                done.completeExceptionally(new JournalException("the journal is closed"));
            }
        }
        return done;
    }

    JournalStatistics statistics() {
        return new JournalStatistics(
                entries.sum(),
                commits.sum(),
                retries.sum(),
                Duration.ofNanos(longest),
                Duration.ofNanos(longestChore),
                waiting.get());
    }

    /** What keeps entries from the disk, in words; empty when nothing does. Any thread may ask. */
    Optional<String> trouble() {
        Turn current = turn;
        if (current == null) {
            return Optional.empty();
        }
        Duration since = Duration.ofNanos(System.nanoTime() - current.since());
        if (!current.failing() && since.compareTo(STALLED) < 0) {
            return Optional.empty();
        }
        return Optional.of(
                (current.failing() ? "the journal cannot write, for " : "the journal waits for its disk, for ")
                        + since.toSeconds() + " s; " + waiting.get() + " entries wait");
    }

    /** What waits is written first, as far as that goes within some seconds. */
    @Override
    public void close() {
        if (closing.getCount() > 0) {
            deadline = System.nanoTime() + CLOSING.toNanos();
            closing.countDown();
            queue.add(END);
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Pending> batch = new ArrayList<>();
        boolean more = true;
        while (more) {
            take(batch);
            more = !batch.remove(END);
            turn = new Turn(System.nanoTime(), false);
            write(batch);
            batch.clear();
            turn = new Turn(System.nanoTime(), false);
            tend();
            turn = null;
        }
        ended = true;
        disconnect();
        for (Pending late = queue.poll(); late != null; late = queue.poll()) {
            fail(late, new JournalException("the journal is closed"));
        }
    }

    private void take(List<Pending> batch) {
        try {
            Pending first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, limit - 1);
            }
        } catch (InterruptedException e) {
            log.warn("The thread of the journal was interrupted and goes on");
        }
    }

    /** What is refused may be so because of an entry beside it: it is told once that one is on disk, or never will be. */
    private void write(List<Pending> batch) {
        List<Wrong> refused = new ArrayList<>();
        write(batch, refused);
        refused.forEach(wrong -> fail(wrong.entry, wrong.why()));
    }

    private void write(List<Pending> batch, List<Wrong> refused) {
        Backoff backoff = new Backoff();
        long since = System.nanoTime();
        boolean failing = false;
        while (!batch.isEmpty()) {
            try {
                long epoch = store.epoch();
                batch.removeIf(one -> isOver(one, epoch));
                commit(batch, epoch);
                if (failing) {
                    log.info(
                            "The journal writes again, after {} ms",
                            Duration.ofNanos(System.nanoTime() - since).toMillis());
                }
                return;
            } catch (Wrong wrong) {
                rollback();
                batch.remove(wrong.entry);
                refused.add(wrong);
            } catch (JournalException e) {
                rollback();
                batch.forEach(one -> fail(one, e));
                return;
            } catch (SQLException | RuntimeException | Error e) {
                retries.increment();
                broken(e);
                if (!failing) {
                    failing = true;
                    turn = new Turn(since, true);
                    log.error(
                            "The journal cannot write and tries again: {}; {} entries wait",
                            e.getMessage(),
                            waiting.get());
                }
                if (System.nanoTime() - deadline > 0) {
                    JournalException closed =
                            new JournalException("the journal was closed before it could write: " + e.getMessage(), e);
                    batch.forEach(one -> fail(one, closed));
                    return;
                }
                pause(backoff.nanos());
            }
        }
    }

    private void commit(List<Pending> batch, long epoch) throws SQLException, JournalException, Wrong {
        if (batch.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        Sql connected = connected();
        store.begin(connected, epoch);
        for (Pending one : batch) {
            try {
                one.work().write(connected);
            } catch (SQLException e) {
                if (!store.refused(e)) {
                    throw e;
                }
                throw new Wrong(one, e);
            } catch (JournalException | RuntimeException | Error e) {
                throw new Wrong(one, e);
            }
        }
        connected.commit();
        entries.add(batch.size());
        commits.increment();
        longest = Math.max(longest, System.nanoTime() - start);
        for (Pending one : batch) {
            waiting.decrementAndGet();
            one.done().complete(null);
        }
    }

    private boolean isOver(Pending entry, long epoch) {
        if (entry.epoch() == epoch) {
            return false;
        }
        fail(entry, new JournalException("another node took over what this one had"));
        return true;
    }

    private void tend() {
        try {
            Sql connected = connected();
            long start = System.nanoTime();
            chores.turn(connected);
            store.tend(connected);
            longestChore = Math.max(longestChore, System.nanoTime() - start);
        } catch (SQLException | RuntimeException | Error e) {
            log.warn("The journal could not tidy up: {}", String.valueOf(e.getMessage()));
            broken(e);
        }
    }

    /** What goes on here must go on whatever breaks: without this thread nothing is ever on record again. */
    private void broken(Throwable failure) {
        disconnect();
        if (failure instanceof SQLException sqlFailure) {
            store.failed(sqlFailure);
        } else {
            log.error("The journal broke and goes on with a new connection", failure);
        }
    }

    private Sql connected() throws SQLException {
        Sql connected = sql;
        if (connected == null) {
            connected = new Sql(store.writer());
            sql = connected;
        }
        return connected;
    }

    private void rollback() {
        try {
            if (sql != null) {
                sql.rollback();
            }
        } catch (SQLException e) {
            disconnect();
        }
    }

    private void disconnect() {
        try {
            if (sql != null) {
                sql.close();
            }
        } catch (SQLException e) {
            log.debug("The connection of the journal did not close well: {}", e.getMessage());
        }
        sql = null;
    }

    private void pause(long nanos) {
        try {
            if (closing.await(nanos, TimeUnit.NANOSECONDS)) {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        } catch (InterruptedException e) {
            log.warn("The thread of the journal was interrupted and goes on");
        }
    }

    private void fail(Pending entry, JournalException why) {
        waiting.decrementAndGet();
        entry.done().completeExceptionally(why);
    }
}
