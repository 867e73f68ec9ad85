package org.voxpost.engine.journal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.voxpost.engine.journal.JournalException;

/**
 * The tables. Flyway makes and changes them; where one question shows that they are as they should be, its classes are not even loaded,
 * because that would double the time of a start.
 */
final class Schema {

    /** Of the newest migration beside this class. */
    static final int VERSION = 5;

    private static final String HISTORY = "journal_schema";

    private Schema() {}

    /**
     * The version of a database's tables, 0 where there are none.
     *
     * @throws JournalException when a newer server made them
     */
    static int version(Connection connection) throws JournalException {
        int version;
        try (Statement statement = connection.createStatement();
                ResultSet newest = statement.executeQuery("select version from " + HISTORY
                        + " where success and version is not null order by installed_rank desc")) {
            version = newest.next() ? newest.getInt(1) : 0;
        } catch (SQLException e) {
            version = 0;
        }
        if (version > VERSION) {
            throw new JournalException("the journal was written by a newer server: its tables are of version " + version
                    + ", and this server knows " + VERSION);
        }
        return version;
    }

    /**
     * Brings the tables to the newest version.
     *
     * @param words that differ between databases
     */
    static void migrate(DataSource database, Map<String, String> words) throws JournalException {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .table(HISTORY)
                    .locations("classpath:" + Schema.class.getPackageName().replace('.', '/'))
                    .placeholders(words)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new JournalException("the tables of the journal could not be made: " + e.getMessage(), e);
        }
    }
}
