package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** A call whose server is started anew: the caller does not notice. */
class ResumedCallTest {
    private static final Body SDP = Body.sdp("v=0\r\ns=answer\r\n");

    private final Recorder events = new Recorder();
    private SipPeer peer;
    private SipEndpoint endpoint;
    private SipDialog dialog;
    private SavedCall saved;
    private long lastSequence;

    @BeforeEach
    void aCallStandsAndItsServerIsGone() throws Exception {
        peer = SipPeer.udp();
        Callee callee = new Callee();
        endpoint = open(callee);
        dialog = peer.invite(address(), "sip:msml@127.0.0.1", "v=0\r\ns=offer\r\n", "X-Mailbox: 7");
        IncomingCall call = callee.call().call();
        call.answer(SDP);
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
        var told = call.info(Body.text("application/xml", "<a/>")).toCompletableFuture();
        SipMessage info = dialog.expect("INFO");
        dialog.respond(info, 200, "OK", "");
        told.get(10, SECONDS);
        lastSequence = info.cseq();
        saved = call.saved();
        endpoint.close();
        endpoint = open(new Callee());
        dialog.moveTo(address());
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort());
    }

    private static SipEndpoint open(CallHandler handler) throws Exception {
        return SipEndpoint.open(
                SipConfiguration.on("127.0.0.1", 0)
                        .withT1(Duration.ofMillis(50))
                        .withProvisionalAfter(Duration.ZERO),
                Lane::fresh,
                handler);
    }

    @Test
    void infosGoOnInTheDialogWithHigherNumbers() throws Exception {
        ResumedCall call = endpoint.resume(saved, Lane.fresh(), _ -> events);
        var told = call.info(Body.text("application/xml", "<b/>")).toCompletableFuture();

        SipMessage info = dialog.expect("INFO");
        dialog.respond(info, 200, "OK", "");

        assertThat(told.get(10, SECONDS)).isInstanceOf(InfoOutcome.Answered.class);
        assertThat(info.cseq()).isGreaterThan(lastSequence);
        assertThat(call.headers().first("X-Mailbox")).contains("7");
        assertThat(call.localTag()).isEqualTo(saved.localTag());
    }

    @Test
    void theCallerMayEndIt() throws Exception {
        endpoint.resume(saved, Lane.fresh(), _ -> events);
        dialog.bye();
        dialog.expectResponse(200, "BYE");
        assertThat(events.end()).isInstanceOf(CallEnd.RemoteBye.class);
        dialog.info("application/xml", "<c/>");
        dialog.expectResponse(481, "INFO");
    }

    @Test
    void weMayEndIt() throws Exception {
        endpoint.resume(saved, Lane.fresh(), _ -> events).hangUp();
        SipMessage bye = dialog.expect("BYE");
        dialog.respond(bye, 200, "OK", "");
        assertThat(bye.cseq()).isGreaterThan(lastSequence);
        assertThat(events.end()).isInstanceOf(CallEnd.LocalBye.class);
    }

    @Test
    void aCallerThatEndedItMeanwhileSaysSo() throws Exception {
        ResumedCall call = endpoint.resume(saved, Lane.fresh(), _ -> events);
        var _ = call.info(Body.text("application/xml", "<b/>"));
        dialog.respond(dialog.expect("INFO"), 481, "Gone", "");
        assertThat(events.end()).isInstanceOf(CallEnd.PeerLost.class);
    }

    @Test
    void aCallKeepsTheTransportItCameBy() throws Exception {
        Callee callee = new Callee();
        try (SipPeer tcp = SipPeer.tcp();
                SipEndpoint other = open(callee)) {
            tcp.invite(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), other.tcpPort()),
                    "sip:msml@127.0.0.1",
                    "v=0\r\ns=offer\r\n");
            String invite = StandardCharsets.UTF_8
                    .decode(callee.call().call().saved().invite().duplicate())
                    .toString();
            assertThat(invite).contains("SIP/2.0/TCP").endsWith("\r\n\r\n");
        }
    }
}
