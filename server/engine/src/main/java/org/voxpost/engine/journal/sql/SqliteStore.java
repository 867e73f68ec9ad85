package org.voxpost.engine.journal.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.media.DirectoryLock;

/** SQLite in a file beside the server. Each commit is in the write-ahead log and forced to the disk before it returns. */
final class SqliteStore implements Store {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Beyond this size damage is found when it is met: looking for it would hold up the start. */
    private static final long QUICKLY_CHECKED = 32L << 20;

    /** Says what the file is: the letters Voxp. */
    private static final int APPLICATION = 0x566f7870;

    private static final Duration NEXT_VACUUM = Duration.ofSeconds(2);
    private static final Duration MORE_VACUUM = Duration.ofMillis(50);
    private static final int SPARE_PAGES = 64;
    private static final int VACUUMED_PAGES = 64;

    private final DirectoryLock lock;
    private final SQLiteDataSource writers;
    private final SQLiteDataSource readers;
    private final Reserve reserve;

    private long nextVacuum = System.nanoTime();

    private SqliteStore(DirectoryLock lock, Path file, Reserve reserve) {
        this.lock = lock;
        this.reserve = reserve;
        this.writers = source(file, TransactionMode.IMMEDIATE);
        this.readers = source(file, TransactionMode.DEFERRED);
    }

    static SqliteStore open(Path directory, long reserve) throws JournalException {
        DirectoryLock lock = Store.lock(directory);
        Path file = directory.resolve("journal.db");
        try {
            boolean fresh = prepare(file);
            SqliteStore store = new SqliteStore(lock, file, new Reserve(directory.resolve("reserve"), reserve));
            try (Connection connection = store.writers.getConnection()) {
                // What was written to it is either all there or reported here; a damaged one is never taken for an
                // empty one.
                if (!fresh && Files.size(file) <= QUICKLY_CHECKED) {
                    check(connection, file);
                }
                if (Schema.version(connection) < Schema.VERSION) {
                    Schema.migrate(
                            store.writers,
                            Map.of("text", "text", "octets", "blob", "identity", "integer primary key autoincrement"));
                }
            }
            return store;
        } catch (IOException | SQLException e) {
            lock.close();
            String what = isDamage(e) ? " is damaged: " : " cannot be opened: ";
            throw new JournalException("the journal " + file + what + e.getMessage(), e);
        } catch (JournalException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public String node() {
        return "local";
    }

    @Override
    public Connection writer() throws SQLException {
        Connection connection = writers.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection reader() throws SQLException {
        return readers.getConnection();
    }

    @Override
    public long epoch() {
        return 0;
    }

    @Override
    public boolean held() {
        return true;
    }

    @Override
    public void keep(Lease.Listener listener) {}

    @Override
    public void begin(Sql sql, long epoch) {}

    @Override
    public boolean refused(SQLException failure) {
        int code = failure.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || code == SQLiteErrorCode.SQLITE_TOOBIG.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code
                || code == SQLiteErrorCode.SQLITE_RANGE.code;
    }

    @Override
    public void failed(SQLException failure) {
        reserve.giveUp();
    }

    @Override
    public void tend(Sql sql) throws SQLException {
        reserve.keep();
        if (System.nanoTime() - nextVacuum >= 0) {
            boolean more = vacuumed(sql);
            nextVacuum = System.nanoTime() + (more ? MORE_VACUUM : NEXT_VACUUM).toNanos();
        }
    }

    /** Some pages of what was deleted go back to the file system, where there are many; the next entries use the others. */
    private static boolean vacuumed(Sql sql) throws SQLException {
        boolean many = sql.first("pragma freelist_count", row -> row.getInt(1)).orElse(0) > SPARE_PAGES;
        if (many) {
            sql.run("pragma incremental_vacuum(" + VACUUMED_PAGES + ")");
        }
        sql.commit();
        return many;
    }

    @Override
    public void close() {
        lock.close();
    }

    private static SQLiteDataSource source(Path file, TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(mode);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        config.setJournalSizeLimit(16 << 20);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /**
     * Makes the file where there is none, for nobody else to read.
     *
     * @return whether there was none
     */
    private static boolean prepare(Path file) throws IOException, SQLException, JournalException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        boolean logged = Files.exists(log) && Files.size(log) > 0;
        if (Files.exists(file) && Files.size(file) > 0) {
            return false;
        }
        if (logged) {
            throw new JournalException(
                    "the journal " + file + " is gone, but " + log + " has what was written to it last");
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PRIVATE);
        }
        SQLiteDataSource plain = new SQLiteDataSource();
        plain.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement()) {
            // Only before the first table: space of what is deleted can be given back in small steps.
            statement.execute("pragma auto_vacuum = incremental");
            statement.execute("pragma application_id = " + APPLICATION);
        }
        return true;
    }

    private static boolean isDamage(Exception failure) {
        if (!(failure instanceof SQLException refused)) {
            return false;
        }
        int code = refused.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private static void check(Connection connection, Path file) throws SQLException, JournalException {
        String found = new Sql(connection)
                .first("pragma quick_check(1)", row -> row.getString(1))
                .orElse("no answer");
        if (!found.equals("ok")) {
            throw new JournalException("the journal " + file + " is damaged: " + found);
        }
    }
}
