package org.voxpost.app.receive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipPeer;

/** A caller of a delivery server that says what it likes, in one stream or several. */
final class RawCaller implements AutoCloseable {
    private final SipPeer caller = SipPeer.udp();
    private final List<MsrpPeer> peers = new ArrayList<>();
    final SipDialog call;
    final String answer;

    /**
     * Calls with a stream for each of these, and connects those that are taken.
     *
     * @param streams further lines of each m-line, such as its direction and the selector of its file
     */
    RawCaller(DeliveryServer server, String... streams) {
        this(server, "application/sdp", sdp -> sdp, streams);
    }

    /** @param wrap makes the body of this type out of the session description */
    RawCaller(DeliveryServer server, String contentType, UnaryOperator<String> wrap, String... streams) {
        for (int i = 0; i < streams.length; i++) {
            peers.add(MsrpPeer.connect(LoopbackFiles.loopback(server.msrpPort())));
        }
        StringBuilder sdp = new StringBuilder(HEAD);
        for (int i = 0; i < streams.length; i++) {
            sdp.append(stream(peers.get(i).uri(), streams[i]));
        }
        call = caller.invite(
                LoopbackFiles.loopback(server.sipUdpPort()),
                "sip:mailbox@127.0.0.1",
                wrap.apply(sdp.toString()),
                "Content-Type: " + contentType);
        answer = call.expectResponse(200, "INVITE").body();
        call.ack();
        for (int i = 0; i < streams.length; i++) {
            MsrpPeer peer = peers.get(i);
            answered(i)
                    .lines()
                    .filter(line -> line.startsWith("a=path:"))
                    .forEach(line -> peer.remotePath(line.substring("a=path:".length())));
        }
    }

    /** What is answered to a stream, from its m-line on. */
    String answered(int stream) {
        return media(answer).get(stream);
    }

    static List<String> media(String sdp) {
        List<String> parts = List.of(sdp.split("(?m)^m=", -1));
        return parts.subList(1, parts.size()).stream().map(part -> "m=" + part).toList();
    }

    static final String HEAD = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";

    static String stream(String path, String lines) {
        return "m=message 9 TCP/MSRP *\r\na=path:" + path + "\r\na=setup:active\r\na=accept-types:*\r\n" + lines
                + "\r\n";
    }

    /** The Warning of a call that is refused with this status. */
    static String refusal(DeliveryServer server, int status, String contentType, String body) {
        try (SipPeer caller = SipPeer.udp()) {
            return caller.invite(
                            LoopbackFiles.loopback(server.sipUdpPort()),
                            "sip:mailbox@127.0.0.1",
                            body,
                            "Content-Type: " + contentType)
                    .expectResponse(status, "INVITE")
                    .header("Warning")
                    .orElse("");
        }
    }

    static String refusal(DeliveryServer server, String file) {
        return refusal(
                server, 488, "application/sdp", HEAD + stream("msrp://127.0.0.1:9/x;tcp", "a=sendonly\r\n" + file));
    }

    MsrpPeer peer(int stream) {
        return peers.get(stream);
    }

    /** Sends a whole message on a stream; says what it is answered. */
    int sends(int stream, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        MsrpPeer peer = peers.get(stream);
        return peer.expectResponseTo(peer.sendChunk("m1", "text/plain", octets, 1, octets.length, '$'))
                .status();
    }

    @Override
    public void close() {
        peers.forEach(MsrpPeer::close);
        caller.close();
    }
}
