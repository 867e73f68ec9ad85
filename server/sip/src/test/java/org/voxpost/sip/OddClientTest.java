package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** What clients of XMS send although no standard has it, and what nobody should send at all. */
class OddClientTest {
    private static final String OFFER = "v=0\r\ns=offer\r\n";
    private static final Body ANSWER = Body.sdp("v=0\r\ns=answer\r\n");
    private static final String BRANCH = "z9hG4bK82b8e0fc25a7614b69ac97e5f0267355";

    private final Callee callee = new Callee();
    private SipEndpoint endpoint;
    private SipPeer peer;

    @BeforeEach
    void open() throws Exception {
        endpoint = SipEndpoint.open(
                SipConfiguration.on("127.0.0.1", 0).withProvisionalAfter(Duration.ZERO), Lane::fresh, callee);
        peer = SipPeer.udp();
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    private InetSocketAddress server() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort());
    }

    private String target() {
        return "sip:msml@127.0.0.1:" + endpoint.udpPort();
    }

    private static Callee.Arrived call(Map<String, Callee.Arrived> calls, SipDialog dialog) {
        return Objects.requireNonNull(calls.get(dialog.callId()));
    }

    /** xms-compat 1.2: the Java client has one Via branch and one From tag for all it ever sends. */
    @Test
    void oneBranchForEveryRequestOfEveryCall() throws Exception {
        peer.branch(BRANCH).tag("1eac532");
        List<SipDialog> dialogs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            dialogs.add(peer.invite(server(), target(), OFFER));
        }
        Map<String, Callee.Arrived> calls = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            Callee.Arrived in = callee.call();
            calls.put(in.call().callId(), in);
            in.call().ringing();
            in.call().answer(ANSWER);
        }
        for (SipDialog dialog : dialogs) {
            SipMessage success = dialog.expectResponse(200, "INVITE");
            assertThat(success.header("Via").orElseThrow()).contains("branch=" + BRANCH);
            dialog.ack();
            assertThat(call(calls, dialog).events().next()).isEqualTo(new Recorder.Confirmed(Optional.empty()));
        }
        for (SipDialog dialog : dialogs) {
            for (int i = 0; i < 3; i++) {
                dialog.info("application/xml", "<" + dialog.callId() + i + "/>");
                InfoExchange info = call(calls, dialog).events().info();
                info.answer(200, info.body().orElseThrow());
                assertThat(dialog.expectResponse(200, "INFO").body()).isEqualTo("<" + dialog.callId() + i + "/>");
            }
        }
        for (SipDialog dialog : dialogs) {
            dialog.bye();
            dialog.expectResponse(200, "BYE");
            assertThat(call(calls, dialog).events().end()).isInstanceOf(CallEnd.RemoteBye.class);
        }
        assertThat(endpoint.statistics().deviations()).containsEntry(SipDeviation.BRANCH_REUSED, 4L);
        SipDialog afterwards = peer.invite(server(), target(), OFFER);
        callee.call().call().answer(ANSWER);
        afterwards.expectResponse(200, "INVITE");
    }

    @Test
    void repeatedRequestsAreStillRecognisedWithOneBranch() throws Exception {
        peer.branch(BRANCH).tag("1eac532").keepRetransmissions();
        String invite = raw("INVITE", "odd-1", 1, "", "Contact: <sip:a@127.0.0.1:" + peer.port() + ">\r\n", OFFER);
        peer.sendRaw(server(), invite);
        Callee.Arrived in = callee.call();
        peer.sendRaw(server(), invite);
        peer.expectResponse(100, "INVITE");
        peer.expectResponse(100, "INVITE");
        in.call().answer(ANSWER);
        SipMessage success = peer.expectResponse(200, "INVITE");
        peer.sendRaw(server(), invite);
        assertThat(peer.expectResponse(200, "INVITE").toTag()).isEqualTo(success.toTag());
        peer.sendRaw(server(), raw("ACK", "odd-1", 1, ";tag=" + success.toTag(), "", ""));
        in.events().next();
        String info = raw("INFO", "odd-1", 2, ";tag=" + success.toTag(), "Content-Type: a/b\r\n", "x");
        peer.sendRaw(server(), info);
        in.events().info().accept();
        peer.expectResponse(200, "INFO");
        peer.sendRaw(server(), info);
        peer.expectResponse(200, "INFO");
        assertThat(in.events().infos).isEmpty();
        assertThat(callee.calls).isEmpty();
    }

    private String raw(String method, String callId, int cseq, String toTag, String more, String body) {
        return "%s %s SIP/2.0\r\nCall-ID: %s\r\nCSeq: %d %s\r\nFrom: <sip:Test@127.0.0.1>;tag=1eac532\r\nTo: <%s>%s\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=%s\r\nMax-Forwards: 70\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(
                        method,
                        target(),
                        callId,
                        cseq,
                        method,
                        target(),
                        toTag,
                        peer.port(),
                        BRANCH,
                        more,
                        body.length(),
                        body);
    }

    @Test
    void compactHeadersInAnyOrderWithoutMaxForwardsAndLength() throws Exception {
        peer.sendRaw(
                server(),
                "INVITE " + target() + " SIP/2.0\r\ni: compact-1\r\nc: application/sdp\r\nm: <sip:a@127.0.0.1:"
                        + peer.port() + ">\r\nCSeq: 1 INVITE\r\nt: <" + target()
                        + ">\r\nf: \"A, B\" <sip:a@b>;tag=1\r\n"
                        + "v: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=z9hG4bKc1\r\n\r\n" + OFFER);
        Callee.Arrived in = callee.call();
        assertThat(in.call().body()).contains(Body.sdp(OFFER));
        assertThat(in.call().headers().first("call-id")).contains("compact-1");
        in.call().answer(ANSWER);
        assertThat(peer.expectResponse(200, "INVITE").header("From")).contains("\"A, B\" <sip:a@b>;tag=1");
        assertThat(endpoint.statistics().deviations()).containsEntry(SipDeviation.NO_MAX_FORWARDS, 1L);
    }

    @Test
    void productNamesAreKeptAsTheyAreWritten() throws Exception {
        SipDialog dialog = peer.invite(server(), target(), OFFER, "user-agent: Odd (phone) / 1; x=\u00e9");
        Callee.Arrived in = callee.call();
        assertThat(in.call().headers().first("User-Agent")).contains("Odd (phone) / 1; x=\u00e9");
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
    }

    @Test
    void bareLineFeedsAreRead() throws Exception {
        peer.lineEnd("\n");
        SipDialog dialog = peer.invite(server(), target(), OFFER);
        callee.call().call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
    }

    @Test
    void octetsBehindTheDeclaredLengthAreDropped() throws Exception {
        peer.sendRaw(
                server(),
                raw("INVITE", "long-1", 1, "", "Contact: <sip:a@127.0.0.1>\r\nContent-Type: a/b\r\n", "four") + "more");
        assertThat(callee.call().call().body()).contains(Body.text("a/b", "four"));
    }

    @Test
    void bodyShorterThanDeclaredIsABadRequest() {
        peer.sendRaw(
                server(),
                raw("INVITE", "short-1", 1, "", "Contact: <sip:a@127.0.0.1>\r\n", "abc")
                        .replace("Length: 3", "Length: 9"));
        peer.expectResponse(400, "INVITE");
    }

    @Test
    void inviteWithoutContactIsReachedWhereItCameFrom() throws Exception {
        peer.sendRaw(server(), raw("INVITE", "nocontact-1", 1, "", "", ""));
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        SipMessage success = peer.expectResponse(200, "INVITE");
        peer.sendRaw(server(), raw("ACK", "nocontact-1", 1, ";tag=" + success.toTag(), "", ""));
        in.events().next();
        in.call().hangUp();
        peer.expect("BYE");
    }

    @Test
    void branchWithoutCookieIsATransactionAllTheSame() throws Exception {
        peer.branch("1");
        SipDialog dialog = peer.invite(server(), target(), OFFER);
        dialog.expectResponse(100, "INVITE");
        callee.call().call().reject(486);
        dialog.expectResponse(486, "INVITE");
        dialog.ackFailure();
        peer.keepRetransmissions();
        peer.expectNo("INVITE", Duration.ofMillis(1200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE mailto:a@b SIP/2.0", "INVITE http://h/ SIP/2.0", "INVITE urn: SIP/2.0"})
    void anotherSchemeIsRefused(String line) {
        peer.sendRaw(server(), raw("INVITE", "scheme-1", 1, "", "", "").replaceFirst("^INVITE \\S+ SIP/2.0", line));
        peer.expectResponse(416, "INVITE");
    }

    @Test
    void anotherVersionIsRefused() {
        peer.sendRaw(server(), raw("OPTIONS", "version-1", 1, "", "", "").replaceFirst("SIP/2.0", "SIP/3.0"));
        peer.expectResponse(505, "OPTIONS");
    }

    @ParameterizedTest
    @SuppressWarnings("StringConcatToTextBlock") // what counts is in the line ends
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "hello",
                "INVITE\r\n\r\n",
                "SIP/2.0 200 OK\r\n\r\n",
                "SIP/2.0 999999999999 X\r\nVia: \r\n\r\n",
                "INVITE sip:a@b SIP/2.0\nVia: SIP/2.0/UDP\nFrom: <<<\nTo: >\nCSeq: x\n\n",
                "OPTIONS sip:[::::1 SIP/2.0\r\n"
                        + "Via: SIP/2.0/UDP h;branch=\r\n"
                        + "CSeq: 99999999999999999999 OPTIONS\r\n\r\n",
                "\0\0\0\0",
                "ACK sip:a SIP/2.0\r\nContent-Length: -5\r\n\r\n",
            })
    void nonsenseDoesNotStopTheReader(String nonsense) {
        peer.sendRaw(server(), nonsense);
        SipDialog dialog = peer.dialog(server(), target());
        dialog.options();
        dialog.expectResponse(200, "OPTIONS");
    }

    @Test
    void malformedHeaderThatMattersIsABadRequest() {
        peer.sendRaw(
                server(),
                raw("OPTIONS", "bad-1", 1, "", "", "").replace("<sip:Test@127.0.0.1>;tag=1eac532", "<<nobody"));
        assertThat(peer.expectResponse(400, "OPTIONS").header("Call-ID")).contains("bad-1");
        assertThat(endpoint.statistics().malformed()).isPositive();
    }
}
