package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.Json;
import org.voxpost.app.api.Problem;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;

/** Whole servers of one home directory, one after the other, and what an application server and an operator do with them. */
final class Station {

    private static final String SDP = "v=0\r\no=t 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";

    private static final int OCTETS = 3_000;

    private final Path home;
    private final BlockingQueue<ServerEvent> facts = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();

    Station(Path home) {
        this.home = home;
    }

    /** On free ports, with the journal in its home unless the settings say otherwise. */
    Server server(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "sip.udp-port", "0", "sip.tcp-port", "0", "msrp.port", "0", "api.port", "0", "transfer.drain", "1s"));
        settings.putAll(more);
        Config config = ConfigFile.with(Config.DEFAULT, settings);
        return Server.start(config, home, Optional.empty(), Optional.empty(), List.of(facts::add));
    }

    /** Where a server takes calls over UDP. */
    static InetSocketAddress sip(Server server) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.engine().sipUdpPort());
    }

    /** An application server that takes every event. */
    static SipPeer application() {
        SipPeer as = SipPeer.udp();
        as.answerAlways("INFO", "BYE");
        return as;
    }

    /** A call without a script. */
    static SipDialog call(SipPeer as, Server server, String... headers) {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.engine().sipUdpPort());
        String[] all = new String[headers.length + 1];
        all[0] = "Content-Type: application/sdp";
        System.arraycopy(headers, 0, all, 1, headers.length);
        SipDialog call = as.invite(address, "sip:msml@127.0.0.1", SDP, all);
        call.expectResponse(200, "INVITE");
        call.ack();
        return call;
    }

    /** Orders the delivery of a small recording, in a call of its own. */
    SipDialog order(SipPeer as, Server server, String to, String... headers) throws IOException {
        SipDialog call = call(as, server, headers);
        assertThat(ask(call, "d", to)).contains("response=\"200\"");
        return call;
    }

    /** Orders the delivery of a small recording; the result. */
    String ask(SipDialog call, String name, String to) throws IOException {
        Path source = home.resolve("var/media/a.amr");
        if (!Files.exists(source)) {
            Files.write(source, new byte[OCTETS]);
        }
        call.info(
                "application/xml",
                "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                        + "\" type=\"application/moml+xml\" name=\"" + name
                        + "\"><transfer><fileobj src=\"file://" + source.getFileName()
                        + "\" dest=\"xmsrp://?offerer=sip:a@127.0.0.1;answerer=" + to
                        + ";file=a.amr\"/></transfer></dialogstart></msml>");
        return call.expectResponse(200, "INFO").body();
    }

    JobView job(Server server, String id) throws Exception {
        return Json.read(get(server, "/api/v1/transfers/" + id, 200), JobView.class);
    }

    byte[] get(Server server, String path, int status) throws Exception {
        return ask(server, "GET", path, status);
    }

    Problem problem(Server server, String path, int status) throws Exception {
        return problem(server, "GET", path, status);
    }

    Problem problem(Server server, String method, String path, int status) throws Exception {
        return Json.read(ask(server, method, path, status), Problem.class);
    }

    byte[] ask(Server server, String method, String path, int status) throws Exception {
        HttpResponse<byte[]> response = response(server, method, path);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        return response.body();
    }

    HttpResponse<byte[]> response(Server server, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.apiPort().getAsInt() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Waits for the next fact of this kind; those before it are gone. */
    <T extends ServerEvent> T fact(Class<T> kind) throws InterruptedException {
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
