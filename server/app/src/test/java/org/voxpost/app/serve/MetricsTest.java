package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.SipPeer;

/** What Prometheus reads of a server that has worked. */
class MetricsTest {

    private static final String NAME = "voxpost_[a-z_]+";
    private static final String LINE = "# (HELP|TYPE) " + NAME + " .+|" + NAME + "(\\{[a-z]+=\"[^\"]+\"})? [0-9.E-]+";

    @TempDir
    Path home;

    @Test
    void figuresTellWhatTheServerDidAndDoes() throws Exception {
        Station station = new Station(home);
        try (HttpPeer sink = HttpPeer.start().on("/hook", HttpAnswer.status(410));
                DeliveryServerPeer good = DeliveryServerPeer.udp(new DeliveryScript.Accept());
                DeliveryServerPeer broken = DeliveryServerPeer.udp(new DeliveryScript.Reject(500));
                DeliveryServerPeer silent = DeliveryServerPeer.udp(new DeliveryScript.Silent());
                SipPeer as = Station.application();
                Server server = station.server(Map.of(
                        "overload.breaker.failures",
                        "1",
                        "webhooks",
                        "[{name: a, url: '" + sink.uri("/hook") + "', secret: s}]"))) {
            for (DeliveryServerPeer far : List.of(good, broken)) {
                station.order(as, server, far.uri());
                station.fact(TransferEvent.Finished.class);
                station.fact(ControlEvent.EventDelivered.class);
            }
            station.order(as, server, silent.uri());
            silent.expectDelivery();
            for (int notice = 0; notice < 4; notice++) {
                sink.expect("POST", "/hook");
            }

            List<String> lines = lines(station.response(server, "GET", "/metrics"));

            assertThat(lines).allMatch(line -> line.matches(LINE));
            assertThat(lines)
                    .contains(
                            "voxpost_transfers_total{end=\"transfer.complete\"} 1.0",
                            "voxpost_transfers_total{end=\"transfer.failed\"} 1.0",
                            "voxpost_objects_total{end=\"transfer.complete\"} 1.0",
                            "voxpost_object_seconds_count 2",
                            "voxpost_octets_delivered_total 3000.0",
                            "voxpost_attempts_failed_total{status=\"500\"} 1.0",
                            "voxpost_requests_total{response=\"200\"} 3.0",
                            "voxpost_events_total{outcome=\"taken\"} 2.0",
                            "voxpost_calls 3.0",
                            "voxpost_attempts_running 1.0",
                            "voxpost_attempts_waiting 0.0",
                            "voxpost_servers_failing{state=\"left-alone\"} 1.0",
                            "voxpost_disk_level 0.0",
                            "voxpost_draining 0.0",
                            "voxpost_journal_readable 1.0",
                            "voxpost_journal_writable 1.0",
                            "voxpost_orders_open 1.0",
                            "voxpost_msrp_octets_total{direction=\"sent\"} 3000.0",
                            "voxpost_msrp_messages_total{direction=\"sent\"} 1.0",
                            "voxpost_sip_calls_made_total{direction=\"in\"} 3.0",
                            "voxpost_sip_calls_made_total{direction=\"out\"} 3.0")
                    .anyMatch(line -> line.matches("voxpost_jobs_open\\{state=\"(accepted|running)\"} 1.0"))
                    .anyMatch(line -> line.startsWith("voxpost_outbox_dead{sink=\"a\"} "))
                    .anyMatch(line -> line.startsWith("voxpost_journal_commits_total "))
                    .contains("# TYPE voxpost_transfers_total counter", "# TYPE voxpost_calls gauge");
        }
    }

    private static List<String> lines(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        return new String(response.body(), StandardCharsets.UTF_8).lines().toList();
    }
}
