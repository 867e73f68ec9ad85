package org.voxpost.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** An endpoint that is called by a peer which writes its messages by hand. */
abstract class IncomingCalls {
    static final String OFFER = "v=0\r\ns=offer\r\n";
    static final Body ANSWER = Body.sdp("v=0\r\ns=answer\r\n");
    static final Duration SOON = Duration.ofMillis(300);

    final Callee callee = new Callee();
    SipEndpoint endpoint;
    SipPeer peer;

    @BeforeEach
    void open() throws Exception {
        endpoint = SipEndpoint.open(
                SipConfiguration.on("127.0.0.1", 0)
                        .withT1(Duration.ofMillis(50))
                        .withProvisionalAfter(Duration.ZERO),
                Lane::fresh,
                callee);
        peer = SipPeer.udp();
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    InetSocketAddress server() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort());
    }

    String target() {
        return "sip:msml@127.0.0.1:" + endpoint.udpPort();
    }

    SipDialog invite(String sdp, String... headers) {
        return peer.invite(server(), target(), sdp, headers);
    }

    /** A call that was answered and acknowledged. */
    Callee.Arrived established(SipDialog dialog) throws Exception {
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
        in.events().next();
        return in;
    }

    static List<String> names(SipMessage message) {
        return message.headerLines().stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }
}
