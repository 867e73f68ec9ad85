package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.Json;
import org.voxpost.testkit.Delivery;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.ManualDelivery;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.PostgresServer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** The database of the journal goes away under a whole server that works, and comes again. */
class DatabaseRestartTest {

    /** In which what must not happen would happen. */
    private static final Duration MOMENT = Duration.ofMillis(500);

    private static PostgresServer database;

    @TempDir
    Path home;

    @BeforeAll
    static void start() throws Exception {
        database = PostgresServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void whatIsUnderWayWaitsForTheDatabaseAndEndsOnce() throws Exception {
        Station station = new Station(home);
        try (HttpPeer sink = HttpPeer.start();
                ManualDelivery sending = new ManualDelivery();
                ManualDelivery ringing = new ManualDelivery();
                SipPeer as = Station.application()) {
            sink.on("/hook", HttpAnswer.ok(new byte[0]));
            try (Server server = station.server(settings(
                    "short", "5m", Map.of("webhooks", "[{name: a, url: '" + sink.uri("/hook") + "', secret: s}]")))) {
                SipDialog one = station.order(as, server, sending.uri());
                sending.take(sending.expectInvite());
                MsrpFrame file = sending.expectFile();
                SipDialog other = station.order(as, server, ringing.uri());
                SipMessage invite = ringing.expectInvite();

                database.kill();

                assertThat(station.ask(one, "refused", sending.uri())).contains("response=\"520\"");
                sending.msrp.respond(file, 200);
                ringing.take(invite);
                ringing.msrp.respond(ringing.expectFile(), 200);
                // It is not over before it is on record.
                sending.sip.expectNo("BYE", MOMENT);
                assertThat(as.rest()).noneMatch(message -> message.method().equals("INFO"));

                database.restart();

                for (ManualDelivery delivery : List.of(sending, ringing)) {
                    delivery.dialog().respond(delivery.dialog().expect("BYE"), 200, "OK", "");
                }
                assertThat(one.expect("INFO").body()).contains("msml.dialog.exit");
                assertThat(other.expect("INFO").body()).contains("msml.dialog.exit");
                Set<String> told = new TreeSet<>();
                for (int notice = 0; notice < 4; notice++) {
                    told.add(sink.expect("POST", "/hook").header("webhook-id").orElseThrow());
                }
                assertThat(told).hasSize(4);
                as.expectNo("INFO", MOMENT);
                sending.sip.expectNo("INVITE", Duration.ZERO);
                assertThat(Json.readPage(station.get(server, "/api/v1/transfers", 200), JobView.class)
                                .items())
                        .hasSize(2)
                        .allSatisfy(job -> {
                            assertThat(job.outcome())
                                    .satisfies(
                                            outcome -> assertThat(outcome.end()).isEqualTo("transfer.complete"));
                            assertThat(job.attempts()).isEqualTo(1);
                        });
            }
        }
    }

    @Test
    void aDatabaseThatIsAwayForLongerThanTheLeaseStopsWhatRunsAndItGoesOnAfterwards() throws Exception {
        Station station = new Station(home);
        try (DeliveryServerPeer far =
                        DeliveryServerPeer.udp(new DeliveryScript.SilentAfterConnect(), new DeliveryScript.Accept());
                SipPeer as = Station.application();
                Server server = station.server(settings("long", "3s", Map.of()))) {
            SipDialog call = station.order(as, server, far.uri());
            Delivery first = far.expectDelivery();
            first.expectAck();

            database.kill();

            first.expectBye();
            assertThat(station.ask(call, "refused", far.uri())).contains("response=\"520\"");
            assertThat(as.rest()).noneMatch(message -> message.method().equals("INFO"));
            database.restart();

            assertThat(far.expectDelivery().expectFile()).hasSize(3_000);
            assertThat(call.expect("INFO").body()).contains("msml.dialog.exit").contains("dialog:d");
            as.expectNo("INFO", MOMENT);
            assertThat(far.deliveries()).hasSize(2);
            assertThat(Json.readPage(station.get(server, "/api/v1/transfers", 200), JobView.class)
                            .items())
                    .singleElement()
                    .satisfies(job -> {
                        assertThat(job.outcome())
                                .satisfies(outcome -> assertThat(outcome.end()).isEqualTo("transfer.complete"));
                        assertThat(job.attempts()).isEqualTo(2);
                    });
        }
    }

    private static Map<String, String> settings(String name, String lease, Map<String, String> more) throws Exception {
        database.execute("create database " + name);
        Map<String, String> settings = new HashMap<>(Map.of(
                "journal.database.url",
                database.url(name),
                "journal.database.user",
                database.user(),
                "journal.database.lease",
                lease,
                "transfer.promise-deadline",
                "500ms"));
        settings.putAll(more);
        return settings;
    }
}
