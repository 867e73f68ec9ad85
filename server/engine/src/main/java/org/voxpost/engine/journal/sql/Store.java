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

    /**
     * Begins a transaction of the writer.
     *
     * @throws JournalException when nothing may be written any more
     */
    void begin(Sql sql) throws SQLException, JournalException;

    /** Whether it is the statement that is wrong, so that it fails however often it is tried. */
    boolean refused(SQLException failure);

    /** A commit failed: gives up what may help the next one. */
    void failed(SQLException failure);

    /** Between commits: what the store wants to be done now and then. */
    void tend(Sql sql) throws SQLException;

    @Override
    void close();
}
