package org.voxpost.engine.journal.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.media.DirectoryLock;
import org.voxpost.media.MediaException;

/** The database behind the journal. */
interface Store extends AutoCloseable {

    /**
     * Keeps a second server away from the directory of a journal, which is made where it is missing.
     *
     * @throws JournalException when another one is there already
     */
    static DirectoryLock lock(Path directory) throws JournalException {
        try {
            Files.createDirectories(directory);
            return DirectoryLock.take(directory, "the journal");
        } catch (MediaException e) {
            throw new JournalException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new JournalException("the directory of the journal cannot be used: " + e, e);
        }
    }

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
