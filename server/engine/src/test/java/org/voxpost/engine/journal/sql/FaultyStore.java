package org.voxpost.engine.journal.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.journal.JournalException;

/** A store whose disk is full for as long as one wants: it may not grow by a page. */
final class FaultyStore implements Store {

    private static final long LARGEST = 4294967294L;

    final AtomicInteger failures = new AtomicInteger();
    volatile boolean full;

    /** So often is the stack overflown at the begin of a commit, and between two. */
    final AtomicInteger overflows = new AtomicInteger();

    /** So many commits of entries go through, and their answer is lost. */
    final AtomicInteger lostAnswers = new AtomicInteger();

    private final Store behind;
    private boolean entries;

    FaultyStore(Store behind) {
        this.behind = behind;
    }

    @Override
    public String node() {
        return behind.node();
    }

    @Override
    public Connection writer() throws SQLException {
        Connection real = behind.writer();
        return (Connection) Proxy.newProxyInstance(
                FaultyStore.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, values) -> {
                    Object result = invoked(real, method, values);
                    if (method.getName().equals("commit") && entries && lostAnswers.get() > 0) {
                        lostAnswers.decrementAndGet();
                        throw new SQLException("the answer to the commit is lost");
                    }
                    return result;
                });
    }

    private static @Nullable Object invoked(Connection real, Method method, Object @Nullable [] values)
            throws Throwable {
        try {
            return method.invoke(real, values);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Connection reader() throws SQLException {
        return behind.reader();
    }

    @Override
    public long epoch() {
        return behind.epoch();
    }

    @Override
    public boolean held() {
        return behind.held();
    }

    @Override
    public void keep(Lease.Listener listener) {
        behind.keep(listener);
    }

    @Override
    public void begin(Sql sql, long epoch) throws SQLException, JournalException {
        overflow();
        entries = true;
        sql.first("pragma max_page_count = " + (full ? 1 : LARGEST), row -> row.getLong(1));
        behind.begin(sql, epoch);
    }

    @Override
    public boolean refused(SQLException failure) {
        return behind.refused(failure);
    }

    @Override
    public void failed(SQLException failure) {
        failures.incrementAndGet();
        behind.failed(failure);
    }

    @Override
    public void tend(Sql sql) throws SQLException {
        overflow();
        entries = false;
        behind.tend(sql);
    }

    private void overflow() {
        if (overflows.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StackOverflowError("of the test");
        }
    }

    @Override
    public void close() {
        behind.close();
    }
}
