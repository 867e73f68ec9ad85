package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.journal.Outcome;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.PostgresServer;
import org.voxpost.testkit.SipPeer;

/** What a node that died left in the database that it shared. */
class TakeOverTest {

    @TempDir
    Path home;

    /** The order is closed, so nothing of it is gone on with: only its notices are left. */
    @Test
    void noticesOfADeadNodeLeaveSoonAfterItsOrdersAreTakenOver() throws Exception {
        Station station = new Station(home);
        try (PostgresServer database = PostgresServer.start();
                HttpPeer sink = HttpPeer.start().on("/hook", HttpAnswer.ok(new byte[0]));
                DeliveryServerPeer far = DeliveryServerPeer.udp();
                SipPeer as = Station.application();
                SqlJournal dead = SqlJournal.open(of(database, home.resolve("dead")));
                Server heir = station.server(Map.of(
                        "journal.database.url",
                        database.url(),
                        "journal.database.user",
                        database.user(),
                        "journal.database.lease",
                        "6s",
                        "webhooks",
                        "[{name: a, url: '" + sink.uri("/hook") + "', secret: s}]"))) {
            // From then on the heir's webhook has nothing to do and waits for news.
            station.order(as, heir, far.uri());
            sink.expect("POST", "/hook");
            sink.expect("POST", "/hook");
            finish(dead, "order");

            database.execute("update nodes set lease_until = 0 where id like 'dead%'");

            assertThat(sink.expect("POST", "/hook").header("webhook-id")).contains("order-1");
        }
    }

    private static void finish(SqlJournal journal, String order) throws Exception {
        Job job = new Job(order + "-1", order, 0, 0, 0, "o", "file://a.amr", "xmsrp://", false);
        Outcome outcome = new Outcome("transfer.complete", 7, 200, "", 1, Duration.ZERO, Instant.now());
        journal.note(new Entry.Accepted(
                new Order(
                        order,
                        "conn:x/dialog:d",
                        "call",
                        "sip:as@192.0.2.1",
                        Optional.empty(),
                        ByteBuffer.allocate(0),
                        0,
                        Instant.now(),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                List.of(job)));
        journal.note(new Entry.JobFinished(job.id(), outcome));
        journal.write(new Entry.OrderClosed(order, outcome)).get();
    }

    private static JournalSettings of(PostgresServer server, Path directory) {
        JournalSettings usual = JournalSettings.embedded(directory);
        return new JournalSettings(
                directory,
                Optional.of(new JournalSettings.Database(server.url(), server.user(), "", Duration.ofMinutes(5))),
                "dead",
                List.of("a"),
                usual.batch(),
                usual.queue(),
                usual.reserve(),
                usual.retention());
    }
}
