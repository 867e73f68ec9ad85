package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.capture.store.CaptureStore;
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

    @Test
    void whatANodeLeavesThatDiesIsClosedByAnother() throws Exception {
        CaptureStore store = captures();
        store.open(session("a"), List.of(started("a")), Duration.ofHours(1)).get(10, TimeUnit.SECONDS);
        server.execute("update captures set node = 'gone'");
        server.execute("insert into nodes (id, epoch, lease_until, dead) values ('gone', 1, 0, 1)");
        store.open(session("b"), List.of(started("b")), Duration.ofHours(1)).get(10, TimeUnit.SECONDS);

        assertThat(store.closeBroken(Instant.now(), "its server died", false).get(10, TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(store.session("a").orElseThrow().ending()).isEqualTo("its server died");
        assertThat(store.session("b").orElseThrow().closedAt()).isEmpty();
    }
}
