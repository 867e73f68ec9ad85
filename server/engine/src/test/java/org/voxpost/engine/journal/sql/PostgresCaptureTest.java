package org.voxpost.engine.journal.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.PostgresServer;

/** A PostgreSQL server. */
class PostgresCaptureTest extends CaptureContract {

    private static PostgresServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    void prepare() throws Exception {
        PostgresDatabase.empty(server);
    }

    @Override
    JournalSettings settings() {
        JournalSettings usual = JournalSettings.embedded(directory);
        return new JournalSettings(
                directory,
                Optional.of(PostgresDatabase.of(server, Duration.ofSeconds(15))),
                "node",
                usual.sinks(),
                usual.batch(),
                usual.queue(),
                usual.reserve(),
                usual.retention());
    }
}
