package org.voxpost.app.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.voxpost.app.api.Json;
import org.voxpost.app.api.NoticeView;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.HttpRequest;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/**
 * An application server, a delivery server, a webhook, and a server and a disk with a recording each, around a server that is killed
 * while it delivers the recordings. {@link CrashCheck} compares what each of them was told.
 */
final class CrashScene implements AutoCloseable {

    private static final String SDP = "v=0\r\no=t 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";
    private static final String HOOK = "/hook";

    private final CrashHome home;
    private final DeliveryServerPeer far;
    private final HttpPeer web = HttpPeer.start();
    private final SipPeer as = SipPeer.udp();
    private final Map<String, String> settings = new HashMap<>();
    private volatile boolean accepted;

    CrashScene(CrashHome home, DeliveryScript... scripts) throws IOException {
        this.home = home;
        this.far = DeliveryServerPeer.udp(scripts);
        Files.createDirectories(home.media());
        Files.write(home.media().resolve(Recording.LOCAL.file()), Recording.LOCAL.content());
        web.on("/" + Recording.PULLED.file(), HttpAnswer.ok(Recording.PULLED.content(), "ETag: \"1\""));
        web.on(HOOK, HttpAnswer.ok(new byte[0]));
        as.answerAlways("INFO", "BYE");
        settings.putAll(Map.of(
                "sip.udp-port", "0",
                "sip.tcp-port", "0",
                "msrp.port", "0",
                "api.served", "false",
                "media.deletable-roots", "[" + home.media() + "]",
                "media.http.allowed", "['127.0.0.1:" + web.port() + "']",
                "media.http.delete", "true",
                // What is kept for others is no file of a job.
                "media.cache.files", "0",
                "transfer.drain", "0ms",
                "webhooks", "[{name: a, url: '" + web.uri(HOOK) + "', secret: secret, first-wait: 100ms}]"));
        settings.putAll(home.settings());
    }

    CrashHome home() {
        return home;
    }

    DeliveryServerPeer far() {
        return far;
    }

    ServerProcess start() throws IOException {
        return ServerProcess.start(home.program(), home.directory(), settings);
    }

    /** Orders both deliveries, with deletion of the sources; remembers whether they were promised. */
    SipDialog order(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        SipDialog call = as.invite(address, "sip:msml@127.0.0.1", SDP, "Content-Type: application/sdp");
        call.expectResponse(200, "INVITE");
        call.ack();
        call.info(
                "application/xml",
                "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                        + "\" type=\"application/moml+xml\" name=\"d\"><transfer>"
                        + object("file://" + Recording.LOCAL.file(), Recording.LOCAL)
                        + object(web.uri("/" + Recording.PULLED.file()).toString(), Recording.PULLED)
                        + "</transfer></dialogstart></msml>");
        accepted = call.expectResponse(200, "INFO").body().contains("response=\"200\"");
        return call;
    }

    private String object(String source, Recording recording) {
        return "<fileobj src=\"" + source + "\" delete=\"true\" dest=\"xmsrp://?offerer=sip:a@127.0.0.1;answerer="
                + far.uri() + ";file=" + recording.file() + "\"/>";
    }

    boolean accepted() {
        return accepted;
    }

    /** Whether the source is deleted. */
    boolean gone(Recording recording) {
        return switch (recording) {
            case LOCAL -> !Files.exists(localSource());
            case PULLED ->
                web.requests().stream()
                        .anyMatch(request -> request.method().equals("DELETE")
                                && request.path().equals("/" + recording.file()));
        };
    }

    private Path localSource() {
        return home.media().resolve(Recording.LOCAL.file());
    }

    /** Whether the delivery server has all of it. */
    boolean arrived(Recording recording) {
        return far.deliveries().stream().anyMatch(call -> Arrays.equals(call.received(), recording.content()));
    }

    /** What the webhook was told of this type, each event once. */
    List<NoticeView> told(String type) throws IOException {
        Map<String, NoticeView> byId = new HashMap<>();
        for (HttpRequest request : web.requests()) {
            if (request.path().equals(HOOK)) {
                NoticeView notice = Json.read(request.octets(), NoticeView.class);
                if (notice.type().equals(type)) {
                    byId.put(notice.id(), notice);
                }
            }
        }
        return new ArrayList<>(byId.values());
    }

    /** What the application server was told by INFO, but for what a test has taken. */
    List<String> events() {
        return as.rest().stream()
                .filter(message -> message.isRequest() && message.method().equals("INFO"))
                .map(SipMessage::body)
                .toList();
    }

    @Override
    public void close() {
        as.close();
        far.close();
        web.close();
    }
}
