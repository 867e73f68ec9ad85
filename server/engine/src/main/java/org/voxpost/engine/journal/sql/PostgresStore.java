package org.voxpost.engine.journal.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.sql.JournalSettings.Database;
import org.voxpost.media.DirectoryLock;

/** A PostgreSQL server, for several nodes. What a node writes counts only as long as nobody took over from it. */
final class PostgresStore implements Store {

    private static final String STILL_OURS =
            "select 1 from nodes where id = ? and epoch = ? and dead = 0 for key share";

    private static final int READERS = 4;

    private final DirectoryLock lock;
    private final PGSimpleDataSource server;
    private final Lease lease;

    private @Nullable HikariDataSource readers;

    private PostgresStore(DirectoryLock lock, PGSimpleDataSource server, Lease lease) {
        this.lock = lock;
        this.server = server;
        this.lease = lease;
    }

    static PostgresStore open(JournalSettings settings, Database database) throws JournalException {
        DirectoryLock lock = Store.lock(settings.directory());
        try {
            PGSimpleDataSource server = server(database);
            String node = NodeName.of(settings.directory(), settings.node());
            try (Connection connection = server.getConnection()) {
                if (Schema.version(connection) < Schema.VERSION) {
                    Schema.migrate(
                            server,
                            Map.of(
                                    "text",
                                    "text collate \"C\"",
                                    "octets",
                                    "bytea",
                                    "identity",
                                    "bigint generated always as identity primary key"));
                }
            }
            return new PostgresStore(lock, server, Lease.take(server, node, database.lease()));
        } catch (SQLException e) {
            lock.close();
            throw new JournalException(
                    "the database of the journal, " + database + ", cannot be used: " + e.getMessage(), e);
        } catch (JournalException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public String node() {
        return lease.node();
    }

    @Override
    public long epoch() {
        return lease.epoch();
    }

    @Override
    public boolean held() {
        return lease.held();
    }

    @Override
    public void keep(Lease.Listener listener) {
        lease.keep(listener);
    }

    @Override
    public Connection writer() throws SQLException {
        Connection connection = server.getConnection();
        prepare(connection);
        return connection;
    }

    /** A commit returns when it is on disk, and a node that hangs in mid-transaction does not hold up the others. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = on");
            statement.execute("set idle_in_transaction_session_timeout = '5s'");
        }
        connection.setAutoCommit(false);
    }

    @Override
    public Connection reader() throws SQLException {
        return readers().getConnection();
    }

    @Override
    public void begin(Sql sql, long epoch) throws SQLException, JournalException {
        // Whoever takes over locks the row first: it waits for the end of this transaction, or this waits for its end.
        if (!sql.exists(STILL_OURS, lease.node(), epoch)) {
            throw new JournalException("another node took over what this one had: its lease had ended");
        }
    }

    @Override
    public boolean refused(SQLException failure) {
        String state = failure.getSQLState();
        // Bad data, or a broken constraint.
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    @Override
    public void failed(SQLException failure) {}

    @Override
    public void tend(Sql sql) {}

    @Override
    public synchronized void close() {
        lease.close();
        if (readers != null) {
            readers.close();
        }
        lock.close();
    }

    /** Made when the first one asks: most starts need none. */
    private synchronized HikariDataSource readers() {
        HikariDataSource pool = readers;
        if (pool == null) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("journal-readers");
            config.setDataSource(server);
            config.setMaximumPoolSize(READERS);
            config.setMinimumIdle(0);
            config.setInitializationFailTimeout(-1);
            config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
            config.setReadOnly(true);
            pool = new HikariDataSource(config);
            readers = pool;
        }
        return pool;
    }

    private static PGSimpleDataSource server(Database database) throws JournalException {
        PGSimpleDataSource server = new PGSimpleDataSource();
        try {
            server.setUrl(database.url());
        } catch (IllegalArgumentException e) {
            throw new JournalException("this is no address of a PostgreSQL database: " + database, e);
        }
        if (!database.user().isEmpty()) {
            server.setUser(database.user());
        }
        if (!database.password().isEmpty()) {
            server.setPassword(database.password());
        }
        int silence = (int) Math.max(2, database.lease().toSeconds());
        server.setApplicationName("voxpost");
        server.setTcpKeepAlive(true);
        server.setConnectTimeout(Math.min(5, silence));
        server.setSocketTimeout(silence);
        return server;
    }
}
