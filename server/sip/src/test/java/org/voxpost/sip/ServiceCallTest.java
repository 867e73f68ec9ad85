package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** Calls to a service (RFC 5031) or a number (RFC 3966), as an ESRP makes them, and what is kept of them as it came. */
class ServiceCallTest {
    private static final String SOS = "urn:service:sos";
    private static final String OFFER = "v=0\r\ns=offer\r\n";
    private static final Body ANSWER = Body.sdp("v=0\r\ns=answer\r\n");

    private final Callee callee = new Callee();
    private SipEndpoint endpoint;
    private SipPeer peer = SipPeer.udp();

    @BeforeEach
    void open() throws Exception {
        endpoint = SipEndpoint.open(
                SipConfiguration.on("127.0.0.1", 0).withProvisionalAfter(Duration.ZERO), Lane::fresh, callee);
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    private InetSocketAddress server() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort());
    }

    private String invite(String requestUri, String from, String to, String more) {
        return "INVITE %s SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKservice\r\nMax-Forwards: 70\r\nFrom: %s;tag=1\r\nTo: %s\r\nCall-ID: service-1\r\nCSeq: 1 INVITE\r\nContact: <%s>\r\n%s"
                .formatted(requestUri, peer.port(), from, to, peer.uri(), more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aCallToAServiceIsACallLikeAnyOther(String transport) throws Exception {
        boolean tcp = transport.equals("tcp");
        try (SipPeer esrp = tcp ? SipPeer.tcp() : SipPeer.udp()) {
            int port = tcp ? endpoint.tcpPort() : endpoint.udpPort();
            SipDialog dialog = esrp.invite(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SOS, OFFER);
            Callee.Arrived in = callee.call();
            assertThat(in.call().requestUri()).isEqualTo(new OtherUri(SOS));
            assertThat(in.call().localUri()).isEqualTo(new OtherUri(SOS));
            assertThat(in.call().remoteUri()).isEqualTo(SipUri.parse(esrp.uri()));
            in.call().ringing();
            dialog.expectResponse(180, "INVITE");
            in.call().answer(ANSWER);
            SipMessage success = dialog.expectResponse(200, "INVITE");
            assertThat(success.header("Contact")).contains("<sip:127.0.0.1:" + port + (tcp ? ";transport=tcp>" : ">"));
            assertThat(success.header("To").orElseThrow()).startsWith("<" + SOS + ">;tag=");
            dialog.ack();
            assertThat(in.events().next()).isEqualTo(new Recorder.Confirmed(Optional.empty()));

            dialog.info("application/xml", "<a/>");
            in.events().info().accept();
            dialog.expectResponse(200, "INFO");
            dialog.invite(OFFER);
            in.events().offer().answer(ANSWER);
            dialog.expectResponse(200, "INVITE");
            dialog.ack();
            var told = in.call().info(Body.text("application/xml", "<b/>")).toCompletableFuture();
            SipMessage info = dialog.expect("INFO");
            assertThat(info.header("From").orElseThrow()).startsWith("<" + SOS + ">;tag=");
            dialog.respond(info, 200, "OK", "");
            assertThat(told.get(10, SECONDS)).isInstanceOf(InfoOutcome.Answered.class);

            dialog.bye();
            dialog.expectResponse(200, "BYE");
            assertThat(in.events().end()).isInstanceOf(CallEnd.RemoteBye.class);
        }
    }

    @Test
    void aCallToAServiceIsCancelledByItsName() throws Exception {
        SipDialog dialog = peer.invite(server(), SOS, OFFER);
        Callee.Arrived in = callee.call();
        dialog.cancel();
        dialog.expectResponse(200, "CANCEL");
        dialog.expectResponse(487, "INVITE");
        assertThat(in.events().end()).isInstanceOf(CallEnd.Cancelled.class);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:service:sos.police, <tel:+15551234>, <sip:911@esrp.example>",
        "urn:service:test.sos, <tel:911;phone-context=+1>, <urn:service:sos>",
        "tel:+1911, \"A\" <sips:caller@host.example>, tel:+1911",
    })
    void addressesOfEveryKindAreKeptAsTheyAreWritten(String requestUri, String from, String to) throws Exception {
        peer.sendRaw(server(), invite(requestUri, from, to, "Content-Length: 0\r\n\r\n"));
        Callee.Arrived in = callee.call();
        assertThat(in.call().requestUri()).hasToString(requestUri);
        assertThat(from).endsWith("<" + in.call().remoteUri() + ">");
        assertThat(to.replaceAll("[<>]", "")).isEqualTo(in.call().localUri().toString());
        in.call().answer(ANSWER);
        SipMessage success = peer.expectResponse(200, "INVITE");
        assertThat(success.header("From")).contains(from + ";tag=1");
        in.call().hangUp();
    }

    @Test
    void theCallOfAServiceOutlivesTheProcess() throws Exception {
        SipDialog dialog = peer.invite(server(), SOS, OFFER);
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
        in.events().next();
        SavedCall saved = in.call().saved();
        try (SipEndpoint next = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0), Lane::fresh, callee)) {
            ResumedCall resumed = next.resume(saved, Lane.fresh(), _ -> new Recorder());
            assertThat(resumed.localUri()).isEqualTo(new OtherUri(SOS));
            resumed.hangUp();
            assertThat(dialog.expect("BYE").header("From").orElseThrow()).startsWith("<" + SOS + ">;tag=");
        }
    }

    @Test
    void theInviteIsThereAsItCameUntilTheCallIsAnswered() throws Exception {
        String octets = invite(
                SOS,
                "\"\u00c4\"   <sip:a@b>",
                "<" + SOS + ">",
                "X-ODD:\t a ,b\r\n  folded\r\nGeolocation: <cid:x>\r\ngeolocation:<cid:y> , <https://h/z>\r\n"
                        + "Content-Type:application/sdp\r\nl:13\r\n\r\nv=0\r\ns=\u00e9 \r\n\r\nbehind");
        peer.sendRaw(server(), octets);
        Callee.Arrived in = callee.call();
        ByteBuffer received = in.call().received();
        assertThat(received.isReadOnly()).isTrue();
        assertThat(StandardCharsets.UTF_8.decode(received).toString()).isEqualTo(octets);
        assertThat(in.call().received().remaining()).isEqualTo(octets.getBytes(StandardCharsets.UTF_8).length);
        in.call().answer(ANSWER);
        peer.expectResponse(200, "INVITE");
        assertThatThrownBy(() -> in.call().received()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theInviteOfACallThatWasNotTakenIsLetGo() throws Exception {
        SipDialog dialog = peer.invite(server(), SOS, OFFER);
        Callee.Arrived in = callee.call();
        assertThat(in.call().received().remaining()).isPositive();
        in.call().reject(404);
        dialog.expectResponse(404, "INVITE");
        dialog.ackFailure();
        in.events().end();
        assertThatThrownBy(() -> in.call().received()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsRefusedAsMalformedIsToldAsItCame() throws Exception {
        String end = "Content-Length: 0\r\n\r\n";
        for (String octets : new String[] {
            invite(SOS, "<<nobody", "<" + SOS + ">", end),
            invite(SOS, "<sip:a@b>", "<" + SOS + ">", end).replace("CSeq: 1 INVITE", "CSeq: 1 BYE"),
            invite(SOS, "<sip:a@b>", "<" + SOS + ">", end).replace("Call-ID", "X-Call"),
            invite(SOS, "<sip:a@b>", "<" + SOS + ">", "Call-ID: twice\r\n" + end),
            invite(SOS, "<sip:a@b>", "<mailto:a@b>", end)
                    .replace("service-1", "service-2")
                    .replace("4bKs", "4bKt"),
        }) {
            peer.sendRaw(server(), octets);
            Callee.Malformed told = callee.refused();
            assertThat(told.octets()).isEqualTo(octets);
            assertThat(told.peer()).isEqualTo("127.0.0.1:" + peer.port() + "/UDP");
            assertThat(told.why()).isNotBlank();
        }
        String noTag = invite(SOS, "<sip:a@b>", "<" + SOS + ">", end)
                .replace(";tag=1", "")
                .replace("INVITE", "OPTIONS");
        peer.sendRaw(server(), noTag);
        assertThat(callee.refused())
                .returns(noTag, Callee.Malformed::octets)
                .returns("Missing From tag", Callee.Malformed::why);
        assertThat(callee.calls).isEmpty();
    }

    @Test
    void whatIsDroppedWithoutAnAnswerIsToldToo() throws Exception {
        for (String octets : new String[] {"hello", "SIP/2.0 200 OK\r\n\r\n", "ACK sip:a SIP/2.0\r\nVia: x\r\n\r\n"}) {
            peer.sendRaw(server(), octets);
            assertThat(callee.refused().octets()).isEqualTo(octets);
        }
        try (SipPeer stream = SipPeer.tcp()) {
            String endless = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: many\r\n\r\n";
            stream.sendRaw(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.tcpPort()), endless);
            assertThat(callee.refused())
                    .returns(endless, Callee.Malformed::octets)
                    .satisfies(told -> assertThat(told.peer()).endsWith("/TCP"));
        }
        peer.sendRaw(server(), "\r\n\r\n");
        SipDialog dialog = peer.dialog(server(), SOS);
        dialog.options();
        dialog.expectResponse(200, "OPTIONS");
        assertThat(callee.malformed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "urn:", "tel:", "mailto:a@b", "urn:a b", "urn:a\r\nVia: x", "urn:<a>", "tel:\"", "urn:\u00e9"
            })
    void whatIsNoNameOfAServiceOrNumberIsRefused(String text) {
        assertThatThrownBy(() -> new OtherUri(text)).isInstanceOf(SipSyntaxException.class);
    }

    @Test
    void urisAreReadByTheirScheme() {
        assertThat(CallUri.parse("URN:service:sos")).isEqualTo(new OtherUri("URN:service:sos"));
        assertThat(CallUri.parse("sip:a@b")).isEqualTo(SipUri.parse("sip:a@b"));
        assertThatThrownBy(() -> new OtherUri("urn:" + "x".repeat(2048))).isInstanceOf(SipSyntaxException.class);
    }
}
