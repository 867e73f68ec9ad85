package org.voxpost.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.voxpost.app.api.Json;
import org.voxpost.app.api.NoticeView;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.HttpRequest;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;

/**
 * An application server, a delivery server and a webhook around a server that is killed while it delivers a recording, and started
 * again. In the end what each of them was told and what is on the disk has to fit together (P-I1 to P-I8 of the fault model).
 */
final class CrashScene implements AutoCloseable {

    private static final String SDP = "v=0\r\no=t 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";

    private final Path home;
    private final Path source;
    private final byte[] content = new byte[200_000];
    private final DeliveryServerPeer far;
    private final HttpPeer sink = HttpPeer.start();
    private final SipPeer as = SipPeer.udp();
    private final Map<String, String> settings = new HashMap<>();
    private boolean accepted;

    CrashScene(Path home, DeliveryScript... scripts) throws IOException {
        this.home = home;
        this.far = DeliveryServerPeer.udp(scripts);
        this.source = Files.createDirectories(home.resolve("var/media")).resolve("a.amr");
        new Random(1).nextBytes(content);
        Files.write(source, content);
        sink.on("/hook", HttpAnswer.ok(new byte[0]));
        as.answerAlways("INFO", "BYE");
        settings.putAll(Map.of(
                "sip.udp-port", "0",
                "sip.tcp-port", "0",
                "msrp.port", "0",
                "api.served", "false",
                "media.deletable-roots", "[" + source.getParent() + "]",
                "transfer.drain", "0ms",
                "webhooks", "[{name: a, url: '" + sink.uri("/hook") + "', secret: secret, first-wait: 100ms}]"));
    }

    /** Further settings of the server. */
    CrashScene with(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    DeliveryServerPeer far() {
        return far;
    }

    ServerProcess start(List<String> under) throws IOException {
        return ServerProcess.start(home, under, settings);
    }

    /** Orders the delivery, with deletion of the source; remembers whether it was promised. */
    SipDialog order(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        SipDialog call = as.invite(address, "sip:msml@127.0.0.1", SDP, "Content-Type: application/sdp");
        call.expectResponse(200, "INVITE");
        call.ack();
        call.info(
                "application/xml",
                "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                        + "\" type=\"application/moml+xml\" name=\"d\"><transfer><fileobj src=\"file://a.amr\""
                        + " delete=\"true\" dest=\"xmsrp://?offerer=sip:a@127.0.0.1;answerer=" + far.uri()
                        + ";file=a.amr\"/></transfer></dialogstart></msml>");
        accepted = call.expectResponse(200, "INFO").body().contains("response=\"200\"");
        return call;
    }

    /** Starts the server once more, lets it do what is left, and compares what everybody knows. */
    void check() throws Exception {
        if (!accepted && !Files.exists(source)) {
            accepted = true;
        }
        boolean told = jobEnds().size() == 1 && transferEnds() > 0;
        try (ServerProcess again = start(List.of())) {
            assertThat(again.awaitServing())
                    .as("started again: %s", again.lines())
                    .isPresent();
            if (accepted && !told) {
                awaitEnd();
            }
        }
        if (accepted) {
            assertThat(source).as("the source").doesNotExist();
            assertThat(far.deliveries().stream().anyMatch(delivery -> Arrays.equals(delivery.received(), content)))
                    .as("the recording is at the delivery server")
                    .isTrue();
            assertThat(jobEnds().values()).as("one outcome, repeated or not").containsExactly("transfer.complete");
            assertThat(far.deliveries().stream()
                            .map(delivery ->
                                    delivery.invite().header("X-Voxpost-Job").orElse(""))
                            .distinct())
                    .as("a repeat is known by its job")
                    .hasSize(1);
        }
        assertThat(leftOvers()).as("the spool").isEmpty();
    }

    /** Completes when the webhook was told the end of the transfer. */
    CompletableFuture<Void> end() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                awaitEnd();
                told.complete(null);
            } catch (IOException | AssertionError e) {
                told.completeExceptionally(e);
            }
        });
        return told;
    }

    private void awaitEnd() throws IOException {
        for (NoticeView notice = notice(); !notice.type().equals("transfer.finished"); notice = notice()) {}
    }

    private NoticeView notice() throws IOException {
        return Json.read(sink.expect("POST", "/hook").octets(), NoticeView.class);
    }

    /** The ends of jobs that the webhook was told, by event. */
    private Map<String, String> jobEnds() throws IOException {
        Map<String, String> ends = new LinkedHashMap<>();
        for (HttpRequest request : sink.requests()) {
            NoticeView notice = Json.read(request.octets(), NoticeView.class);
            if (notice.type().equals("job.finished")) {
                ends.put(notice.id(), notice.outcome().end());
            }
        }
        return ends;
    }

    private long transferEnds() throws IOException {
        long ends = 0;
        for (HttpRequest request : sink.requests()) {
            if (Json.read(request.octets(), NoticeView.class).type().equals("transfer.finished")) {
                ends++;
            }
        }
        return ends;
    }

    private List<Path> leftOvers() {
        Path spool = home.resolve("var/spool");
        try (Stream<Path> files = Files.exists(spool) ? Files.list(spool) : Stream.of()) {
            return files.filter(file -> !file.getFileName().toString().contains("lock"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        as.close();
        far.close();
        sink.close();
    }
}
