package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.Json;
import org.voxpost.app.api.NoticeView;
import org.voxpost.app.api.Page;
import org.voxpost.app.api.Problem;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;

/** Jobs as operators and application servers see them from outside: REST, webhooks, and a server that is started again. */
class JobFacesTest {

    private static final String SDP = "v=0\r\no=t 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";

    private final BlockingQueue<ServerEvent> facts = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path home;

    @Test
    void anOutcomeIsReadByIdAndByTheKeyOfTheApplicationServer() throws Exception {
        try (Server server = server(Map.of());
                DeliveryServerPeer far = DeliveryServerPeer.udp();
                SipPeer as = application()) {
            order(as, server, far, "X-Job-Key: mailbox-7");
            fact(TransferEvent.Finished.class);

            Page<JobView> page = Json.readPage(get(server, "/api/v1/transfers?key=mailbox-7", 200), JobView.class);
            assertThat(page.items()).hasSize(1);
            assertThat(page.next()).isNull();
            JobView job = Json.read(
                    get(server, "/api/v1/transfers/" + page.items().getFirst().id(), 200), JobView.class);
            assertThat(job.state()).isEqualTo("finished");
            assertThat(job.key()).isEqualTo("mailbox-7");
            assertThat(job.octets()).isEqualTo(3_000);
            assertThat(job.outcome()).satisfies(outcome -> {
                assertThat(outcome.end()).isEqualTo("transfer.complete");
                assertThat(outcome.status()).isEqualTo(200);
            });
            assertThat(Json.readPage(get(server, "/api/v1/transfers?key=other", 200), JobView.class)
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void whatIsAskedWronglyIsAProblemWithASentence() throws Exception {
        try (Server server = server(Map.of())) {
            assertThat(problem(server, "/api/v1/transfers/none", 404).detail()).isEqualTo("no job none");
            assertThat(problem(server, "/api/v1/transfers?state=lost", 400).detail())
                    .contains("'lost'")
                    .contains("accepted");
            assertThat(problem(server, "/api/v1/transfers?limit=0", 400).detail())
                    .contains("1 to 1000");
            assertThat(problem(server, "/api/v1/transfers?sate=finished", 400).detail())
                    .contains("sate");
            assertThat(problem(server, "/api/v1/transfers?since=yesterday", 400).detail())
                    .contains("yesterday");
        }
    }

    @Test
    void aWebhookIsSentTheOutcomesSignedUntilItTakesThem() throws Exception {
        try (HttpPeer sink = HttpPeer.start();
                DeliveryServerPeer far = DeliveryServerPeer.udp();
                SipPeer as = application()) {
            sink.on("/hook", HttpAnswer.status(503), HttpAnswer.ok(new byte[0]));
            try (Server server = server(Map.of(
                    "webhooks", "[{name: a, url: '" + sink.uri("/hook") + "', secret: secret, first-wait: 100ms}]"))) {
                order(as, server, far);

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
                SipPeer as = application()) {
            sink.on("/hook", HttpAnswer.status(410), HttpAnswer.ok(new byte[0]));
            try (Server server =
                    server(Map.of("webhooks", "[{name: a, url: '" + sink.uri("/hook") + "', secret: secret}]"))) {
                order(as, server, far);
                var buried = sink.expect("POST", "/hook");
                sink.expect("POST", "/hook");

                assertThat(new String(get(server, "/api/v1/sinks/a/dead", 200), StandardCharsets.UTF_8))
                        .contains(buried.header("webhook-id").orElseThrow())
                        .contains("answered 410");
                assertThat(new String(ask(server, "POST", "/api/v1/sinks/a/requeue", 202), StandardCharsets.UTF_8))
                        .contains("\"requeued\":1");
                assertThat(sink.expect("POST", "/hook").header("webhook-id")).isEqualTo(buried.header("webhook-id"));
            }
        }
    }

    @Test
    void anOperatorCancelsAJobThatRuns() throws Exception {
        try (Server server = server(Map.of());
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.Silent());
                SipPeer as = application()) {
            SipDialog call = order(as, server, far);
            far.expectDelivery();
            String id = fact(TransferEvent.ObjectStarted.class).job();

            ask(server, "POST", "/api/v1/transfers/" + id + "/cancel", 202);

            assertThat(fact(TransferEvent.ObjectFinished.class)).satisfies(end -> {
                assertThat(end.end()).isEqualTo("transfer.terminated");
                assertThat(end.reason()).contains("operator");
            });
            fact(TransferEvent.Finished.class);
            assertThat(problem(server, "POST", "/api/v1/transfers/" + id + "/cancel", 409)
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
            try (Server server = server(hurried);
                    SipPeer as = application()) {
                order(as, server, far);
                far.expectDelivery();
                id = fact(TransferEvent.ObjectStarted.class).job();
            }
            try (Server again = server(hurried)) {
                assertThat(fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.complete");
                JobView job = Json.read(get(again, "/api/v1/transfers/" + id, 200), JobView.class);
                assertThat(job.state()).isEqualTo("finished");
                assertThat(job.attempts()).isEqualTo(2);
                assertThat(far.deliveries().getLast().invite().header("X-Voxpost-Job"))
                        .contains(id);
            }
        }
    }

    @Test
    void aJobThatFailedIsTriedOnceMoreAsANewJob() throws Exception {
        try (Server server = server(Map.of());
                DeliveryServerPeer far =
                        DeliveryServerPeer.udp(new DeliveryScript.Reject(404), new DeliveryScript.Accept());
                SipPeer as = application()) {
            order(as, server, far);
            String old = fact(TransferEvent.ObjectFinished.class).job();
            fact(TransferEvent.Finished.class);

            JobView again = Json.read(ask(server, "POST", "/api/v1/transfers/" + old + "/retry", 202), JobView.class);

            assertThat(again.id()).isNotEqualTo(old);
            assertThat(again.retryOf()).isEqualTo(old);
            assertThat(fact(TransferEvent.ObjectFinished.class)).satisfies(end -> {
                assertThat(end.job()).isEqualTo(again.id());
                assertThat(end.end()).isEqualTo("transfer.complete");
            });
            fact(TransferEvent.Finished.class);
            // The application server was told the end of the old job; this one is not its business.
            assertThat(fact(ControlEvent.EventLost.class).name()).isEqualTo("msml.dialog.exit");
            assertThat(Json.read(get(server, "/api/v1/transfers/" + old, 200), JobView.class)
                            .outcome())
                    .satisfies(outcome -> assertThat(outcome.status()).isEqualTo(404));
            assertThat(problem(server, "POST", "/api/v1/transfers/" + again.id() + "/retry", 409)
                            .detail())
                    .contains("was delivered");
        }
    }

    @Test
    void aJobThatIsNotFinishedIsNotTriedAgain() throws Exception {
        try (Server server = server(Map.of());
                DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.Silent());
                SipPeer as = application()) {
            order(as, server, far);
            String id = fact(TransferEvent.ObjectStarted.class).job();
            assertThat(problem(server, "POST", "/api/v1/transfers/" + id + "/retry", 409)
                            .detail())
                    .contains("not finished");
        }
    }

    /** T30: a page that an operator looks at must not be able to move jobs. */
    @Test
    void pagesInABrowserAreNotServed() throws Exception {
        try (Server server = server(Map.of())) {
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
        try (Server server = server(Map.of())) {
            assertThat(new String(get(server, "/health", 200), StandardCharsets.UTF_8))
                    .isEqualTo("{\"status\":\"up\"}");
        }
    }

    private Server server(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "sip.udp-port", "0", "sip.tcp-port", "0", "msrp.port", "0", "api.port", "0", "transfer.drain", "1s"));
        settings.putAll(more);
        Config config = ConfigFile.with(Config.DEFAULT, settings);
        return Server.start(config, home, Optional.empty(), Optional.empty(), List.of(facts::add));
    }

    private static SipPeer application() {
        SipPeer as = SipPeer.udp();
        as.answerAlways("INFO", "BYE");
        return as;
    }

    /** Orders the delivery of a small recording. */
    private SipDialog order(SipPeer as, Server server, DeliveryServerPeer far, String... headers) throws Exception {
        Path source = Files.write(home.resolve("var/media/a.amr"), new byte[3_000]);
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.engine().sipUdpPort());
        String[] all = new String[headers.length + 1];
        all[0] = "Content-Type: application/sdp";
        System.arraycopy(headers, 0, all, 1, headers.length);
        SipDialog call = as.invite(address, "sip:msml@127.0.0.1", SDP, all);
        call.expectResponse(200, "INVITE");
        call.ack();
        call.info(
                "application/xml",
                "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                        + "\" type=\"application/moml+xml\" name=\"d\"><transfer><fileobj src=\"file://"
                        + source.getFileName()
                        + "\" dest=\"xmsrp://?offerer=sip:a@127.0.0.1;answerer=" + far.uri()
                        + ";file=a.amr\"/></transfer></dialogstart></msml>");
        assertThat(call.expectResponse(200, "INFO").body()).contains("response=\"200\"");
        return call;
    }

    private static String signature(String id, String time, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    private byte[] get(Server server, String path, int status) throws Exception {
        return ask(server, "GET", path, status);
    }

    private Problem problem(Server server, String path, int status) throws Exception {
        return problem(server, "GET", path, status);
    }

    private Problem problem(Server server, String method, String path, int status) throws Exception {
        return Json.read(ask(server, method, path, status), Problem.class);
    }

    private byte[] ask(Server server, String method, String path, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.apiPort().getAsInt() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        return response.body();
    }

    private <T extends ServerEvent> T fact(Class<T> kind) throws InterruptedException {
        for (ServerEvent event = facts.poll(20, TimeUnit.SECONDS);
                event != null;
                event = facts.poll(20, TimeUnit.SECONDS)) {
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
        throw new AssertionError("no " + kind.getSimpleName());
    }
}
