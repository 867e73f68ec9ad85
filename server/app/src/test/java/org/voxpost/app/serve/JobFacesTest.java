package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.Json;
import org.voxpost.app.api.NoticeView;
import org.voxpost.app.api.Page;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;

/** Jobs as operators and application servers see them from outside: REST, webhooks, and a server that is started again. */
class JobFacesTest {

    @TempDir
    Path home;

    private Station station;

    @BeforeEach
    void atHome() {
        station = new Station(home);
    }

    @Test
    void anOutcomeIsReadByIdAndByTheKeyOfTheApplicationServer() throws Exception {
        try (Server server = station.server(Map.of());
                DeliveryServerPeer far = DeliveryServerPeer.udp();
                SipPeer as = Station.application()) {
            station.order(as, server, far.uri(), "X-Job-Key: mailbox-7");
            station.fact(TransferEvent.Finished.class);

            Page<JobView> page =
                    Json.readPage(station.get(server, "/api/v1/transfers?key=mailbox-7", 200), JobView.class);
            assertThat(page.items()).hasSize(1);
            assertThat(page.next()).isNull();
            JobView job = Json.read(
                    station.get(
                            server,
                            "/api/v1/transfers/" + page.items().getFirst().id(),
                            200),
                    JobView.class);
            assertThat(job.state()).isEqualTo("finished");
            assertThat(job.key()).isEqualTo("mailbox-7");
            assertThat(job.octets()).isEqualTo(3_000);
            assertThat(job.outcome()).satisfies(outcome -> {
                assertThat(outcome.end()).isEqualTo("transfer.complete");
                assertThat(outcome.status()).isEqualTo(200);
            });
            assertThat(Json.readPage(station.get(server, "/api/v1/transfers?key=other", 200), JobView.class)
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void whatIsAskedWronglyIsAProblemWithASentence() throws Exception {
        try (Server server = station.server(Map.of())) {
            assertThat(station.problem(server, "/api/v1/transfers/none", 404).detail())
                    .isEqualTo("no job none");
            assertThat(station.problem(server, "/api/v1/transfers?state=lost", 400)
                            .detail())
                    .contains("'lost'")
                    .contains("accepted");
            assertThat(station.problem(server, "/api/v1/transfers?limit=0", 400).detail())
                    .contains("1 to 1000");
            assertThat(station.problem(server, "/api/v1/transfers?sate=finished", 400)
                            .detail())
                    .contains("sate");
            assertThat(station.problem(server, "/api/v1/transfers?since=yesterday", 400)
                            .detail())
                    .contains("yesterday");
        }
    }

    @Test
    void aWebhookIsSentTheOutcomesSignedUntilItTakesThem() throws Exception {
        try (HttpPeer sink = HttpPeer.start();
                DeliveryServerPeer far = DeliveryServerPeer.udp();
                SipPeer as = Station.application()) {
            sink.on("/hook", HttpAnswer.status(503), HttpAnswer.ok(new byte[0]));
            try (Server server = station.server(Map.of(
                    "webhooks", "[{name: a, url: '" + sink.uri("/hook") + "', secret: secret, first-wait: 100ms}]"))) {
                station.order(as, server, far.uri());

                var refused = sink.expect("POST", "/hook");
                var taken = sink.expect("POST", "/hook");
                var last = sink.expect("POST", "/hook");

                assertThat(taken.header("webhook-id"))
                        .isEqualTo(refused.header("webhook-id"))
                        .isPresent();
                assertThat(taken.header("webhook-signature"))
                        .contains(signature(
                                taken.header("webhook-id").orElseThrow(),
                                taken.header("webhook-timestamp").orElseThrow(),
                                taken.octets()));
                NoticeView job = Json.read(taken.octets(), NoticeView.class);
                NoticeView transfer = Json.read(last.octets(), NoticeView.class);
                assertThat(job.type()).isEqualTo("job.finished");
                assertThat(job.outcome().end()).isEqualTo("transfer.complete");
                assertThat(transfer.type()).isEqualTo("transfer.finished");
                assertThat(transfer.sequence()).isGreaterThan(job.sequence());
                assertThat(transfer.order()).isEqualTo(job.order());
            }
        }
    }

    @Test
    void aNoticeThatNobodyTakesIsShownAndSentAgainWhenAnOperatorSaysSo() throws Exception {
        try (HttpPeer sink = HttpPeer.start();
                DeliveryServerPeer far = DeliveryServerPeer.udp();
                SipPeer as = Station.application()) {
            sink.on("/hook", HttpAnswer.status(410), HttpAnswer.ok(new byte[0]));
            try (Server server = station.server(
                    Map.of("webhooks", "[{name: a, url: '" + sink.uri("/hook") + "', secret: secret}]"))) {
                station.order(as, server, far.uri());
                var buried = sink.expect("POST", "/hook");
                sink.expect("POST", "/hook");

                assertThat(new String(station.get(server, "/api/v1/sinks/a/dead", 200), StandardCharsets.UTF_8))
                        .contains(buried.header("webhook-id").orElseThrow())
                        .contains("answered 410");
                assertThat(new String(
                                station.ask(server, "POST", "/api/v1/sinks/a/requeue", 202), StandardCharsets.UTF_8))
                        .contains("\"requeued\":1");
                assertThat(sink.expect("POST", "/hook").header("webhook-id")).isEqualTo(buried.header("webhook-id"));
            }
        }
    }

    @Test
    void anOperatorCancelsAJobThatRuns() throws Exception {
        try (Server server = station.server(Map.of());
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.Silent());
                SipPeer as = Station.application()) {
            SipDialog call = station.order(as, server, far.uri());
            far.expectDelivery();
            String id = station.fact(TransferEvent.ObjectStarted.class).job();

            station.ask(server, "POST", "/api/v1/transfers/" + id + "/cancel", 202);

            assertThat(station.fact(TransferEvent.ObjectFinished.class)).satisfies(end -> {
                assertThat(end.end()).isEqualTo("transfer.terminated");
                assertThat(end.reason()).contains("operator");
            });
            station.fact(TransferEvent.Finished.class);
            assertThat(station.problem(server, "POST", "/api/v1/transfers/" + id + "/cancel", 409)
                            .detail())
                    .contains("finished");
            assertThat(call.remoteTag()).isNotEmpty();
        }
    }

    @Test
    void whatAStopLeavesIsGoneOnWithByTheNextStart() throws Exception {
        Map<String, String> hurried = Map.of("transfer.drain", "0ms");
        try (DeliveryServerPeer far =
                DeliveryServerPeer.udp(new DeliveryScript.Silent(), new DeliveryScript.Accept())) {
            String id;
            try (Server server = station.server(hurried);
                    SipPeer as = Station.application()) {
                station.order(as, server, far.uri());
                far.expectDelivery();
                id = station.fact(TransferEvent.ObjectStarted.class).job();
            }
            try (Server again = station.server(hurried)) {
                assertThat(station.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.complete");
                JobView job = Json.read(station.get(again, "/api/v1/transfers/" + id, 200), JobView.class);
                assertThat(job.state()).isEqualTo("finished");
                assertThat(job.attempts()).isEqualTo(2);
                assertThat(far.deliveries().getLast().invite().header("X-Voxpost-Job"))
                        .contains(id);
            }
        }
    }

    @Test
    void aJobThatFailedIsTriedOnceMoreAsANewJob() throws Exception {
        try (Server server = station.server(Map.of());
                DeliveryServerPeer far =
                        DeliveryServerPeer.udp(new DeliveryScript.Reject(404), new DeliveryScript.Accept());
                SipPeer as = Station.application()) {
            station.order(as, server, far.uri());
            String old = station.fact(TransferEvent.ObjectFinished.class).job();
            station.fact(TransferEvent.Finished.class);

            JobView again =
                    Json.read(station.ask(server, "POST", "/api/v1/transfers/" + old + "/retry", 202), JobView.class);

            assertThat(again.id()).isNotEqualTo(old);
            assertThat(again.retryOf()).isEqualTo(old);
            assertThat(station.fact(TransferEvent.ObjectFinished.class)).satisfies(end -> {
                assertThat(end.job()).isEqualTo(again.id());
                assertThat(end.end()).isEqualTo("transfer.complete");
            });
            station.fact(TransferEvent.Finished.class);
            // The application server was told the end of the old job; this one is not its business.
            assertThat(station.fact(ControlEvent.EventLost.class).name()).isEqualTo("msml.dialog.exit");
            assertThat(Json.read(station.get(server, "/api/v1/transfers/" + old, 200), JobView.class)
                            .outcome())
                    .satisfies(outcome -> assertThat(outcome.status()).isEqualTo(404));
            assertThat(station.problem(server, "POST", "/api/v1/transfers/" + again.id() + "/retry", 409)
                            .detail())
                    .contains("was delivered");
        }
    }

    @Test
    @Timeout(60)
    void aJobIsTriedAgainByOneNewJobAtATime() throws Exception {
        try (Server server = station.server(Map.of());
                DeliveryServerPeer far = DeliveryServerPeer.udp(
                        new DeliveryScript.Reject(404), new DeliveryScript.Silent(), new DeliveryScript.Accept());
                SipPeer as = Station.application();
                ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
            station.order(as, server, far.uri());
            String retry = "/api/v1/transfers/"
                    + station.fact(TransferEvent.ObjectFinished.class).job() + "/retry";
            station.fact(TransferEvent.Finished.class);

            List<Future<HttpResponse<byte[]>>> answers =
                    operators.invokeAll(Collections.nCopies(8, () -> station.response(server, "POST", retry)));

            String taken = "";
            int refused = 0;
            for (Future<HttpResponse<byte[]>> answer : answers) {
                if (answer.get().statusCode() == 202) {
                    assertThat(taken).isEmpty();
                    taken = Json.read(answer.get().body(), JobView.class).id();
                } else {
                    assertThat(answer.get().statusCode()).isEqualTo(409);
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(7);
            assertThat(station.problem(server, "POST", retry, 409).detail()).contains("already, as " + taken);

            assertThat(station.fact(TransferEvent.ObjectStarted.class).job()).isEqualTo(taken);
            station.ask(server, "POST", "/api/v1/transfers/" + taken + "/cancel", 202);
            HttpResponse<byte[]> next = station.response(server, "POST", retry);
            while (next.statusCode() == 409) {
                // The order of the one that was given up is not closed yet.
                next = station.response(server, "POST", retry);
            }
            assertThat(Json.read(next.body(), JobView.class).id()).isNotEqualTo(taken);
            station.fact(TransferEvent.ObjectStarted.class);
            assertThat(station.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.complete");
        }
    }

    @Test
    void aJobThatIsNotFinishedIsNotTriedAgain() throws Exception {
        try (Server server = station.server(Map.of());
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.Silent());
                SipPeer as = Station.application()) {
            station.order(as, server, far.uri());
            String id = station.fact(TransferEvent.ObjectStarted.class).job();
            assertThat(station.problem(server, "POST", "/api/v1/transfers/" + id + "/retry", 409)
                            .detail())
                    .contains("not finished");
        }
    }

    /** T30: a page that an operator looks at must not be able to move jobs. */
    @Test
    void pagesInABrowserAreNotServed() throws Exception {
        try (Server server = station.server(Map.of())) {
            assertThat(raw(server, "POST /api/v1/transfers/x/cancel", "Host: 127.0.0.1", "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(raw(server, "GET /api/v1/transfers", "Host: evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(raw(server, "GET /api/v1/transfers", "Host: localhost:8060"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    /** The status line that a client gets which writes its own Host. */
    private static String raw(Server server, String request, String... headers) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.apiPort().getAsInt())) {
            String head = request + " HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @Test
    void healthIsUp() throws Exception {
        try (Server server = station.server(Map.of())) {
            assertThat(new String(station.get(server, "/health", 200), StandardCharsets.UTF_8))
                    .isEqualTo("{\"status\":\"up\"}");
        }
    }

    private static String signature(String id, String time, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}
