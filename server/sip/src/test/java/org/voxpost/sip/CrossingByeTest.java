package org.voxpost.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** Both sides hang up at once (RFC 3261 §15.1). */
class CrossingByeTest {
    private final Callee callee = new Callee();

    @Test
    void byeThatCrossesOursIsAnsweredAndTheDialogIsThenForgotten() throws Exception {
        try (SipEndpoint endpoint = SipEndpoint.open(
                        SipConfiguration.on("127.0.0.1", 0).withT1(Duration.ofMillis(200)), Lane::fresh, callee);
                SipPeer peer = SipPeer.udp()) {
            SipDialog dialog = peer.invite(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort()),
                    "sip:msml@127.0.0.1:" + endpoint.udpPort(),
                    "v=0\r\ns=offer\r\n");
            Callee.Arrived in = callee.call();
            in.call().answer(Body.sdp("v=0\r\ns=answer\r\n"));
            dialog.expectResponse(200, "INVITE");
            dialog.ack();
            in.events().next();

            in.call().hangUp();
            SipMessage ours = dialog.expect("BYE");
            dialog.request("BYE", "");
            dialog.expectResponse(200, "BYE");
            dialog.respond(ours, 200, "OK", "");
            dialog.request("OPTIONS", "");
            dialog.expectResponse(481, "OPTIONS");
        }
    }
}
