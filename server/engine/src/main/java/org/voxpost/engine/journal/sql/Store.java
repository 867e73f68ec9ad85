package org.voxpost.engine.journal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.voxpost.engine.journal.JournalException;

/** The database behind the journal. */
interface Store extends AutoCloseable {

    /** Whose orders are read and written here. */
    String node();

    /** For the one thread that writes; commits by hand. */
    Connection writer() throws SQLException;

    /** For a reader; commits by itself. Closing it gives it back. */
    Connection reader() throws SQLException;

    /** Grows whenever others may have had the orders of this node. */
    long epoch();

    /** Whether this node may go on with its orders. */
    boolean held();

    /**
     * Begins to look after this node's orders.
     *
     * @param listener told what becomes of them
     */
    void keep(Lease.Listener listener);

    /**
     * Begins a transaction of the writer.
     *
     * @param epoch in which its entries were given
     * @throws JournalException when that is over
     */
    void begin(Sql sql, long epoch) throws SQLException, JournalException;

    /** Whether it is the statement that is wrong, so that it fails however often it is tried. */
    boolean refused(SQLException failure);

    /** A commit failed: gives up what may help the next one. */
    void failed(SQLException failure);

    /** Between commits: what the store wants to be done now and then. */
    void tend(Sql sql) throws SQLException;

    @Override
    void close();
}
