package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** Calls that we make, to a peer that writes its messages by hand. */
class OutgoingCallTest {
    private static final Body OFFER = Body.sdp("v=0\r\ns=offer\r\n");
    private static final String ANSWER = "v=0\r\ns=answer\r\n";
    private static final Duration SOON = Duration.ofMillis(300);

    private final Recorder events = new Recorder();
    private SipEndpoint endpoint;
    private SipPeer peer;

    @BeforeEach
    void open() throws Exception {
        peer = SipPeer.udp();
        endpoint = open(configuration());
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    private static SipConfiguration configuration() {
        return SipConfiguration.on("127.0.0.1", 0)
                .withT1(Duration.ofMillis(50))
                .withCredentials(List.of(new Credentials("store", "vm", "geheim"), new Credentials("*", "any", "one")));
    }

    private static SipEndpoint open(SipConfiguration configuration) throws Exception {
        return SipEndpoint.open(configuration, Lane::fresh, new Callee());
    }

    private void reopen(SipConfiguration configuration) throws Exception {
        endpoint.close();
        endpoint = open(configuration);
    }

    private Invitation invitation() {
        return Invitation.of(SipUri.parse("vm@127.0.0.1"), SipUri.parse(peer.uri()), OFFER);
    }

    private OutgoingCall call() {
        return endpoint.invite(invitation(), events);
    }

    private SipDialog answered(SipMessage invite) throws Exception {
        SipDialog dialog = peer.dialog(invite);
        dialog.respond(invite, 200, "OK", ANSWER);
        dialog.expect("ACK");
        assertThat(events.next()).isEqualTo(new Recorder.Answered(Optional.of(Body.sdp(ANSWER))));
        return dialog;
    }

    @Test
    void inviteNamesOffererAndAnswererAndExtraHeaders() throws Exception {
        endpoint.invite(invitation().withHeaders(SipHeaders.of("X-Job", "17")), events);
        SipMessage invite = peer.expect("INVITE");
        assertThat(invite.requestUri()).isEqualTo(peer.uri());
        assertThat(invite.header("To")).contains("<" + peer.uri() + ">");
        assertThat(invite.header("From").orElseThrow()).startsWith("<sip:vm@127.0.0.1>;tag=");
        assertThat(invite.cseq()).isEqualTo(1);
        assertThat(invite.header("Contact")).contains("<sip:vm@127.0.0.1:" + endpoint.udpPort() + ">");
        assertThat(invite.header("X-Job")).contains("17");
        assertThat(invite.header("Max-Forwards")).contains("70");
        assertThat(invite.header("Content-Type")).contains("application/sdp");
        assertThat(invite.body()).isEqualTo(OFFER.text());
        SipDialog dialog = answered(invite);
        dialog.bye();
        dialog.expectResponse(200, "BYE");
        assertThat(events.end()).isEqualTo(new CallEnd.RemoteBye(Optional.empty()));
    }

    @Test
    void headersThatWouldForgeOthersAreRefused() {
        assertThatThrownBy(() -> SipHeaders.of("X-Job", "1\r\nRoute: <sip:evil>"))
                .isInstanceOf(SipSyntaxException.class);
        assertThatThrownBy(() -> SipHeaders.of("X Job", "1")).isInstanceOf(SipSyntaxException.class);
        assertThatThrownBy(() -> invitation().withHeaders(SipHeaders.of("Via", "SIP/2.0/UDP evil")))
                .isInstanceOf(SipSyntaxException.class);
    }

    @Test
    void provisionalAnswersAreTold() throws Exception {
        call();
        SipMessage invite = peer.expect("INVITE");
        peer.respond(invite, 100, "Trying", "");
        peer.respond(invite, 180, "Ringing", "");
        peer.respond(invite, 183, "Session Progress", "");
        assertThat(events.next()).isEqualTo(new Recorder.Provisional(180));
        assertThat(events.next()).isEqualTo(new Recorder.Provisional(183));
    }

    @ParameterizedTest
    @CsvSource({"MD5,WWW-Authenticate,401,Authorization", "SHA-256,Proxy-Authenticate,407,Proxy-Authorization"})
    void challengeIsAnswered(String algorithm, String asking, int status, String answering) throws Exception {
        call();
        SipMessage invite = peer.expect("INVITE");
        peer.respond(
                invite,
                status,
                "Who",
                "",
                asking + ": Digest realm=\"store\", nonce=\"n1\", algorithm=" + algorithm
                        + ", qop=\"auth,auth-int\", opaque=\"o\"");
        assertThat(peer.expect("ACK").branch()).isEqualTo(invite.branch());
        SipMessage again = peer.expect("INVITE");
        assertThat(again.cseq()).isEqualTo(2);
        assertThat(again.callId()).isEqualTo(invite.callId());
        assertThat(again.fromTag()).isEqualTo(invite.fromTag());
        assertThat(again.branch()).isNotEqualTo(invite.branch());
        String header = again.header(answering).orElseThrow();
        String a1 = hash(algorithm, "vm:store:geheim");
        String a2 = hash(algorithm, "INVITE:" + peer.uri());
        String expected = hash(algorithm, a1 + ":n1:00000001:" + parameter(header, "cnonce") + ":auth:" + a2);
        assertThat(parameter(header, "response")).isEqualTo(expected);
        assertThat(parameter(header, "username")).isEqualTo("vm");
        assertThat(parameter(header, "opaque")).isEqualTo("o");
        assertThat(header).containsPattern("qop=auth\\b").containsPattern("nc=00000001");

        SipDialog dialog = peer.dialog(again);
        dialog.respond(again, 200, "OK", ANSWER);
        assertThat(dialog.expect("ACK").header(answering)).isPresent();
    }

    private static String parameter(String header, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(header);
        assertThat(matcher.find()).as(name + " in " + header).isTrue();
        return matcher.group(1);
    }

    private static String hash(String algorithm, String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void endlessChallengesEndInRefusal() throws Exception {
        call();
        for (int i = 0; i < 3; i++) {
            peer.respond(
                    peer.expect("INVITE"), 401, "Who", "", "WWW-Authenticate: Digest realm=\"x\", nonce=\"" + i + '"');
        }
        assertThat(events.end()).isEqualTo(new CallEnd.Refused(401, "Who", Optional.empty(), Optional.empty()));
    }

    @Test
    void challengeWithoutCredentialsIsARefusal() throws Exception {
        reopen(configuration().withCredentials(List.of()));
        call();
        peer.respond(peer.expect("INVITE"), 401, "Who", "", "WWW-Authenticate: Digest realm=\"x\", nonce=\"1\"");
        assertThat(events.end()).isInstanceOf(CallEnd.Refused.class);
    }

    @Test
    void challengedInfoAndByeAreSentAgain() throws Exception {
        OutgoingCall call = call();
        SipDialog dialog = answered(peer.expect("INVITE"));
        var outcome = call.info(Body.text("application/xml", "<a/>")).toCompletableFuture();
        SipMessage info = dialog.expect("INFO");
        dialog.respond(info, 401, "Who", "", "WWW-Authenticate: Digest realm=\"store\", nonce=\"1\"");
        SipMessage again = dialog.expect("INFO");
        assertThat(again.header("Authorization")).isPresent();
        assertThat(again.cseq()).isEqualTo(info.cseq() + 1);
        dialog.respond(again, 200, "OK", "");
        assertThat(outcome.get(10, SECONDS)).isEqualTo(new InfoOutcome.Answered(200, "OK", Optional.empty()));
        call.hangUp();
        dialog.respond(dialog.expect("BYE"), 407, "Who", "", "Proxy-Authenticate: Digest realm=\"store\", nonce=\"1\"");
        assertThat(dialog.expect("BYE").header("Proxy-Authorization")).isPresent();
    }

    @Test
    void redirectIsFollowedBestFirst() throws Exception {
        try (SipPeer better = SipPeer.udp();
                SipPeer worse = SipPeer.udp()) {
            call();
            SipMessage invite = peer.expect("INVITE");
            peer.respond(
                    invite,
                    302,
                    "Moved",
                    "",
                    "Contact: <tel:+123>",
                    "Contact: <" + worse.uri() + ">;q=0.1, <" + better.uri() + ">;q=0.9");
            SipMessage again = better.expect("INVITE");
            assertThat(again.callId()).isEqualTo(invite.callId());
            assertThat(again.header("To")).contains("<" + peer.uri() + ">");
            assertThat(again.requestUri()).isEqualTo(better.uri());
            better.respond(again, 302, "Moved", "", "Contact: <" + peer.uri() + ">");
            better.expect("ACK");
            worse.respond(worse.expect("INVITE"), 486, "Busy", "");
            assertThat(events.end()).isEqualTo(new CallEnd.Refused(486, "Busy", Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void redirectsStopAtTheLimit() throws Exception {
        reopen(configuration().withRedirects(1));
        call();
        peer.respond(peer.expect("INVITE"), 302, "Moved", "", "Contact: <sip:a@127.0.0.1:" + peer.port() + ">");
        peer.respond(peer.expect("INVITE"), 302, "Moved", "", "Contact: <sip:b@127.0.0.1:" + peer.port() + ">");
        assertThat(events.end()).isEqualTo(new CallEnd.Refused(302, "Moved", Optional.empty(), Optional.empty()));
    }

    @Test
    void lostAckIsSentAgain() throws Exception {
        call();
        SipMessage invite = peer.expect("INVITE");
        SipDialog dialog = answered(invite);
        peer.keepRetransmissions();
        dialog.respond(invite, 200, "OK", ANSWER);
        assertThat(dialog.expect("ACK").cseq()).isEqualTo(1);
        assertThat(events.events).isEmpty();
    }

    @Test
    void secondForkIsAcknowledgedAndHungUp() throws Exception {
        call();
        SipMessage invite = peer.expect("INVITE");
        answered(invite);
        peer.tag("fork2");
        SipDialog fork = peer.dialog(invite);
        fork.respond(invite, 200, "OK", ANSWER);
        assertThat(fork.expect("ACK").toTag()).isEqualTo("fork2");
        SipMessage bye = fork.expect("BYE");
        assertThat(bye.toTag()).isEqualTo("fork2");
        fork.respond(bye, 200, "OK", "");
        assertThat(events.end).isNotDone();
    }

    @Test
    void cancelWaitsForAProvisionalAnswer() throws Exception {
        OutgoingCall call = call();
        SipMessage invite = peer.expect("INVITE");
        call.hangUp();
        assertThat(events.end()).isEqualTo(new CallEnd.Cancelled());
        peer.expectNo("CANCEL", SOON);
        peer.respond(invite, 180, "Ringing", "");
        SipMessage cancel = peer.expect("CANCEL");
        assertThat(cancel.branch()).isEqualTo(invite.branch());
        peer.respond(cancel, 200, "OK", "");
        peer.respond(invite, 487, "Request Terminated", "");
        peer.expect("ACK");
        assertThat(events.events).isEmpty();
    }

    @Test
    void successThatCrossesTheCancelIsHungUp() throws Exception {
        OutgoingCall call = call();
        SipMessage invite = peer.expect("INVITE");
        peer.respond(invite, 180, "Ringing", "");
        events.next();
        call.hangUp();
        peer.respond(peer.expect("CANCEL"), 200, "OK", "");
        SipDialog dialog = peer.dialog(invite);
        dialog.respond(invite, 200, "OK", ANSWER);
        dialog.expect("ACK");
        dialog.respond(dialog.expect("BYE"), 200, "OK", "");
        assertThat(events.end()).isEqualTo(new CallEnd.Cancelled());
    }

    @Test
    void deadlineCancelsARingingCall() throws Exception {
        endpoint.invite(invitation().withAnswerDeadline(SOON), events);
        peer.respond(peer.expect("INVITE"), 180, "Ringing", "");
        peer.expect("CANCEL");
        assertThat(events.end()).isEqualTo(new CallEnd.NoAnswer(SOON));
    }

    @Test
    void silenceIsUnreachable() throws Exception {
        peer.keepRetransmissions();
        call();
        peer.expect("INVITE");
        peer.expect("INVITE");
        assertThat(events.end()).isEqualTo(new CallEnd.Unreachable("no response from 127.0.0.1"));
        assertThat(endpoint.statistics().calls()).isZero();
    }

    @Test
    void unknownHostIsUnreachable() throws Exception {
        endpoint.invite(Invitation.of(SipUri.parse("a@b"), SipUri.parse("sip:a@nowhere.invalid"), OFFER), events);
        assertThat(events.end()).isEqualTo(new CallEnd.Unreachable("unknown host nowhere.invalid"));
    }

    @Test
    void stepThatBreaksBehindALookUpEndsTheCallAtOnce() throws Exception {
        SipUri unwritable = SipUri.parse("sip:vm@[x:y]");
        SipUri proxy = SipUri.parse("sip:localhost:" + peer.port() + ";lr");
        endpoint.invite(Invitation.of(unwritable, unwritable, OFFER).withRoutes(List.of(proxy)), events);
        assertThat(events.end()).isEqualTo(new CallEnd.Failed("the call could not be handled: not a SIP URI"));
    }

    @Test
    void refusedConnectionIsUnreachable() throws Exception {
        int port = peer.port();
        peer.close();
        endpoint.invite(
                Invitation.of(SipUri.parse("a@b"), SipUri.parse("sip:a@127.0.0.1:" + port + ";transport=tcp"), OFFER),
                events);
        assertThat(events.end()).isInstanceOf(CallEnd.Unreachable.class);
    }

    @Test
    void recordedRouteIsFollowedFromTheFarEnd() throws Exception {
        try (SipPeer proxy = SipPeer.udp()) {
            call();
            SipMessage invite = peer.expect("INVITE");
            SipDialog dialog = peer.dialog(invite);
            dialog.respond(
                    invite,
                    200,
                    "OK",
                    ANSWER,
                    "Record-Route: <sip:192.0.2.9;lr>",
                    "Record-Route: <sip:127.0.0.1:" + proxy.port() + ";lr>");
            SipMessage ack = proxy.expect("ACK");
            assertThat(ack.requestUri()).isEqualTo(peer.uri());
            assertThat(String.join(",", ack.headers("Route")))
                    .matches("<sip:127.0.0.1:" + proxy.port() + ";lr>\\s*,\\s*<sip:192.0.2.9;lr>");
        }
    }

    @Test
    void outboundProxyGetsTheInvite() throws Exception {
        try (SipPeer proxy = SipPeer.udp()) {
            reopen(configuration().withOutboundProxy(SipUri.parse("sip:127.0.0.1:" + proxy.port() + ";lr")));
            call();
            SipMessage invite = proxy.expect("INVITE");
            assertThat(invite.requestUri()).isEqualTo(peer.uri());
            assertThat(invite.header("Route")).contains("<sip:127.0.0.1:" + proxy.port() + ";lr>");
        }
    }

    @Test
    void longInviteGoesOverTcpAndFallsBackToUdp() throws Exception {
        Body large = Body.sdp("v=0\r\n" + "a=x\r\n".repeat(400));
        endpoint.invite(
                Invitation.of(SipUri.parse("a@b"), SipUri.parse("sip:b@127.0.0.1:" + peer.port()), large), events);
        SipMessage invite = peer.expect("INVITE");
        assertThat(invite.header("Via").orElseThrow()).startsWith("SIP/2.0/UDP");
        try (SipPeer stream = SipPeer.tcp()) {
            endpoint.invite(
                    Invitation.of(SipUri.parse("a@b"), SipUri.parse("sip:b@127.0.0.1:" + stream.port()), large),
                    new Recorder());
            invite = stream.expect("INVITE");
            assertThat(invite.header("Via").orElseThrow()).startsWith("SIP/2.0/TCP");
            assertThat(invite.header("Contact").orElseThrow()).contains("transport=tcp");
        }
    }

    @Test
    void tooSmallSessionIntervalIsRaised() throws Exception {
        call();
        SipMessage invite = peer.expect("INVITE");
        assertThat(invite.header("Session-Expires")).contains("1800");
        assertThat(invite.header("Supported")).contains("timer");
        peer.respond(invite, 422, "Session Interval Too Small", "", "Min-SE: 3600");
        SipMessage again = peer.expect("INVITE");
        assertThat(again.header("Session-Expires")).contains("3600");
        assertThat(again.header("Min-SE")).contains("3600");
        answered(again);
    }

    @Test
    void peerCanOfferAndSendInfoInACallOfOurs() throws Exception {
        call();
        SipDialog dialog = answered(peer.expect("INVITE"));
        dialog.info("application/xml", "<a/>");
        events.info().accept();
        dialog.expectResponse(200, "INFO");
        dialog.invite(ANSWER);
        events.offer().answer(OFFER);
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
    }

    @Test
    void answerWithoutContactIsReachedWhereTheInviteWent() throws Exception {
        call();
        peer.respond(peer.expect("INVITE"), 200, "OK", ANSWER, "Content-Type: application/sdp");
        assertThat(peer.expect("ACK").requestUri()).isEqualTo(peer.uri());
        assertThat(events.next()).isInstanceOf(Recorder.Answered.class);
        assertThat(endpoint.statistics().deviations()).containsEntry(SipDeviation.NO_CONTACT, 1L);
    }

    @Test
    void answerWithAnotherKindOfContactEndsTheCall() throws Exception {
        call();
        peer.respond(peer.expect("INVITE"), 200, "OK", ANSWER, "Content-Type: application/sdp", "Contact: <tel:+123>");
        assertThat(events.end()).isInstanceOf(CallEnd.Refused.class);
    }
}
