package org.voxpost.app.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/**
 * The home of one server, and a look into its journal past the server.
 *
 * @param program how the server is run
 * @param journal address of its database
 * @param login for whoever looks into that
 * @param settings with which the server finds it
 */
record CrashHome(
        Path directory, ServerProgram program, String journal, Properties login, Map<String, String> settings) {

    /** With a journal in the home. */
    static CrashHome embedded(Path directory, ServerProgram program) {
        SQLiteConfig onlyLook = new SQLiteConfig();
        onlyLook.setReadOnly(true);
        return new CrashHome(
                directory,
                program,
                "jdbc:sqlite:" + directory.resolve("var/journal/journal.db"),
                onlyLook.toProperties(),
                Map.of());
    }

    /** With a journal in a PostgreSQL database. */
    static CrashHome shared(Path directory, ServerProgram program, String url, String user) {
        Properties login = new Properties();
        login.setProperty("user", user);
        return new CrashHome(
                directory, program, url, login, Map.of("journal.database.url", url, "journal.database.user", user));
    }

    Path media() {
        return directory.resolve("var/media");
    }

    Path spool() {
        return directory.resolve("var/spool");
    }

    /** What is in the spool, but for what locks it. */
    List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool())) {
            return files.filter(file -> !file.getFileName().toString().contains("lock"))
                    .toList();
        }
    }

    /** Orders on record; asked while the server runs, for whoever opens the embedded journal first repairs it. */
    int orders() throws SQLException {
        return count("select count(*) from orders");
    }

    /** Those of them that have not come to their end. */
    int openOrders() throws SQLException {
        return count("select count(*) from orders where closed_at is null");
    }

    private int count(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(journal, login);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
