package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** Calls that come in, from a peer that writes its messages by hand. */
class IncomingCallTest {
    private static final String OFFER = "v=0\r\ns=offer\r\n";
    private static final Body ANSWER = Body.sdp("v=0\r\ns=answer\r\n");
    private static final Duration SOON = Duration.ofMillis(300);

    private final Callee callee = new Callee();
    private SipEndpoint endpoint;
    private SipPeer peer;

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

    private InetSocketAddress server() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort());
    }

    private String target() {
        return "sip:msml@127.0.0.1:" + endpoint.udpPort();
    }

    private SipDialog invite(String sdp, String... headers) {
        return peer.invite(server(), target(), sdp, headers);
    }

    /** A call that was answered and acknowledged. */
    private Callee.Arrived established(SipDialog dialog) throws Exception {
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
        in.events().next();
        return in;
    }

    private static List<String> names(SipMessage message) {
        return message.headerLines().stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    @Test
    void responsesCarryWhatXmsPutsThere() throws Exception {
        SipDialog dialog = invite(OFFER);
        SipMessage trying = dialog.expectResponse(100, "INVITE");
        assertThat(trying.toTag()).isEmpty();
        assertThat(trying.header("Contact")).contains("<" + target() + ">");
        assertThat(trying.header("Allow")).contains("INVITE, CANCEL, ACK, BYE, OPTIONS, INFO, UPDATE");

        Callee.Arrived in = callee.call();
        in.call().ringing();
        SipMessage ringing = dialog.expectResponse(180, "INVITE");
        assertThat(ringing.toTag()).isEqualTo(in.call().localTag()).matches("[a-zA-Z0-9.-]{16,}");

        in.call().answer(ANSWER);
        SipMessage success = dialog.expectResponse(200, "INVITE");
        assertThat(success.toTag()).isEqualTo(in.call().localTag());
        assertThat(success.header("Session-Expires")).contains("1800;refresher=uas");
        assertThat(success.body()).isEqualTo(ANSWER.text());
        assertThat(names(success))
                .startsWith("From", "To", "Call-ID", "CSeq", "Via", "Contact", "Session-Expires", "Allow");
        assertThat(success.header("Via").orElseThrow()).startsWith("SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=");

        dialog.ack();
        assertThat(in.events().next()).isEqualTo(new Recorder.Confirmed(Optional.empty()));
        dialog.bye();
        SipMessage over = dialog.expectResponse(200, "BYE");
        assertThat(over.header("Contact")).isEmpty();
        assertThat(over.header("Allow")).isPresent();
        assertThat(in.events().end()).isEqualTo(new CallEnd.RemoteBye(Optional.empty()));
    }

    @Test
    void anAnswerThatIsQuickComesAlone() throws Exception {
        reopen(SipConfiguration.SILENT, call -> {
            call.ringing();
            call.answer(ANSWER);
        });
        long start = System.nanoTime();
        invite(OFFER).expectResponse(200, "INVITE");
        assumeQuick(start, SipConfiguration.SILENT);
        assertThat(peer.rest()).isEmpty();
    }

    @Test
    void whatRingsForLongerSaysThatAndNotThatItTries() throws Exception {
        reopen(Duration.ofMillis(60), IncomingCall::ringing);
        long start = System.nanoTime();
        invite(OFFER).expectResponse(180, "INVITE");
        assumeQuick(start, SipConfiguration.MOST_SILENT);
        assertThat(peer.rest()).isEmpty();
    }

    @Test
    void whatIsNotAnsweredInTimeIsTried() throws Exception {
        reopen(SipConfiguration.SILENT, _ -> {});
        invite(OFFER).expectResponse(100, "INVITE");
    }

    @Test
    void provisionalAnswersComeAtOnceWhereThatIsConfigured() throws Exception {
        reopen(Duration.ZERO, call -> {
            call.ringing();
            call.answer(ANSWER);
        });
        SipDialog dialog = invite(OFFER);
        dialog.expectResponse(100, "INVITE");
        dialog.expectResponse(180, "INVITE");
        dialog.expectResponse(200, "INVITE");
    }

    /** On a machine that takes longer than that for an answer, a 100 is right. */
    private static void assumeQuick(long start, Duration most) {
        assumeTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(most) < 0);
    }

    private void reopen(Duration provisionalAfter, Consumer<IncomingCall> handler) throws Exception {
        endpoint.close();
        endpoint = SipEndpoint.open(
                SipConfiguration.on("127.0.0.1", 0).withProvisionalAfter(provisionalAfter), Lane::fresh, call -> {
                    handler.accept(call);
                    return new Recorder();
                });
    }

    @Test
    void tagsDifferFromCallToCall() throws Exception {
        invite(OFFER);
        invite(OFFER);
        assertThat(callee.call().call().localTag())
                .isNotEqualTo(callee.call().call().localTag());
    }

    @Test
    void successIsRepeatedUntilAcknowledged() throws Exception {
        peer.keepRetransmissions();
        SipDialog dialog = invite(OFFER);
        dialog.expectResponse(100, "INVITE");
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        for (int i = 0; i < 3; i++) {
            dialog.expectResponse(200, "INVITE");
        }
        dialog.ack();
        in.events().next();
        while (!peer.rest().isEmpty()) {
            peer.expectResponse(200, "INVITE");
        }
        peer.expectNo("INVITE", Duration.ofSeconds(1));
    }

    @Test
    void byeFollowsWhenNoAckEverComes() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.respond(dialog.expect("BYE"), 200, "OK", "");
        assertThat(in.events().end()).isEqualTo(new CallEnd.NoAck());
        assertThat(endpoint.statistics().calls()).isZero();
    }

    @Test
    void hangingUpBeforeTheAckWaitsForIt() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        in.call().hangUp();
        assertThat(in.events().end()).isEqualTo(new CallEnd.LocalBye());
        peer.expectNo("BYE", SOON);
        dialog.ack();
        dialog.expect("BYE");
    }

    @Test
    void answerIsFoundInTheAckWhenTheInviteHadNoOffer() throws Exception {
        SipDialog dialog = invite("");
        Callee.Arrived in = callee.call();
        assertThat(in.call().body()).isEmpty();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.ack(OFFER);
        assertThat(in.events().next()).isEqualTo(new Recorder.Confirmed(Optional.of(Body.sdp(OFFER))));
    }

    @Test
    void cancelIsAnsweredAndTheInviteRefused() throws Exception {
        SipDialog dialog = invite(OFFER);
        dialog.expectResponse(100, "INVITE");
        Callee.Arrived in = callee.call();
        dialog.cancel();
        dialog.expectResponse(200, "CANCEL");
        dialog.expectResponse(487, "INVITE");
        dialog.ackFailure();
        assertThat(in.events().end()).isEqualTo(new CallEnd.Cancelled());
        peer.expectNo("INVITE", SOON);
    }

    @Test
    void cancelOfNothingIsRefused() {
        SipDialog dialog = peer.dialog(server(), target());
        dialog.request("CANCEL", "");
        dialog.expectResponse(481, "CANCEL");
    }

    @Test
    void refusalIsRepeatedUntilAcknowledgedAndThenNoMore() throws Exception {
        peer.keepRetransmissions();
        SipDialog dialog = invite(OFFER);
        dialog.expectResponse(100, "INVITE");
        callee.call().call().reject(486);
        dialog.expectResponse(486, "INVITE");
        dialog.expectResponse(486, "INVITE");
        dialog.ackFailure();
        while (!peer.rest().isEmpty()) {
            peer.expectFinal("INVITE");
        }
        peer.expectNo("INVITE", Duration.ofMillis(500));
    }

    @Test
    void unansweredCallThatIsHungUpIsDeclined() throws Exception {
        SipDialog dialog = invite(OFFER);
        callee.call().call().hangUp();
        dialog.expectResponse(603, "INVITE");
    }

    @Test
    void sameInviteOnAnotherWayIsMerged() throws Exception {
        SipDialog dialog = invite(OFFER);
        callee.call();
        dialog.cseq(0);
        dialog.request("INVITE", OFFER, "Content-Type: application/sdp");
        dialog.expectResponse(482, "INVITE");
        assertThat(callee.calls.poll()).isNull();
    }

    @Test
    void optionsAreAnsweredInAndOutsideOfADialog() throws Exception {
        SipDialog outside = peer.dialog(server(), target());
        outside.options();
        assertThat(outside.expectResponse(200, "OPTIONS").header("Allow")).isPresent();

        SipDialog dialog = invite(OFFER);
        established(dialog);
        dialog.options();
        dialog.expectResponse(200, "OPTIONS");
    }

    @Test
    void optionsTellThatTheServerDrains() {
        callee.options = new OptionsAnswer.Unavailable(Duration.ofSeconds(30));
        SipDialog outside = peer.dialog(server(), target());
        outside.options();
        assertThat(outside.expectResponse(503, "OPTIONS").header("Retry-After")).contains("30");
    }

    @Test
    void untilAllCallsAreKnownAgainNoDialogIsSaidToBeUnknown() {
        callee.knowsAllCalls = false;
        peer.sendRaw(
                server(),
                "INFO " + target() + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port()
                        + ";branch=z9hG4bKearlier\r\nCall-ID: earlier\r\nFrom: <sip:a@b>;tag=1\r\n"
                        + "To: <sip:msml@127.0.0.1>;tag=2\r\nCSeq: 7 INFO\r\nMax-Forwards: 70\r\n"
                        + "Content-Length: 0\r\n\r\n");
        assertThat(peer.expectResponse(500, "INFO").header("Retry-After")).contains("1");
    }

    @Test
    void requestsOfAnUnknownDialogAreRefused() {
        for (String method : List.of("BYE", "INFO", "UPDATE")) {
            SipDialog dialog = peer.dialog(server(), target());
            dialog.request(method, "");
            dialog.expectResponse(481, method);
        }
    }

    @Test
    void anotherTagInAKnownCallIsAnUnknownDialog() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        peer.tag("somebodyelse");
        SipDialog other = peer.dialog(server(), target());
        other.request(
                "BYE", "", "X-Was: " + dialog.callId(), "X-Tag: " + in.call().localTag());
        other.expectResponse(481, "BYE");
        assertThat(in.events().end).isNotDone();
    }

    @Test
    void unknownMethodIsNotAllowed() {
        SipDialog dialog = peer.dialog(server(), target());
        dialog.request("SUBSCRIBE", "");
        assertThat(dialog.expectResponse(405, "SUBSCRIBE").header("Allow")).isPresent();
        dialog.request("FOO", "");
        dialog.expectResponse(405, "FOO");
    }

    @Test
    void unsupportedExtensionIsNamed() {
        SipDialog dialog = invite(OFFER, "Require: 100rel, timer, foo");
        assertThat(dialog.expectResponse(420, "INVITE").header("Unsupported")).contains("100rel, foo");
    }

    @Test
    void encodedBodyIsRefused() {
        SipDialog dialog = invite(OFFER, "Content-Encoding: gzip");
        assertThat(dialog.expectResponse(415, "INVITE").header("Accept-Encoding"))
                .contains("identity");
    }

    @Test
    void repeatedSingleHeaderIsABadRequest() {
        SipDialog dialog = invite(OFFER, "Call-ID: another");
        assertThat(dialog.expectResponse(400, "INVITE").startLine()).contains("Repeated Call-ID");
    }

    @Test
    void infoIsAnsweredOnceHoweverOftenItComes() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.info("application/msml+xml", "<msml/>");
        InfoExchange info = in.events().info();
        assertThat(info.body()).contains(Body.text("application/msml+xml", "<msml/>"));
        info.answer(200, Body.text("application/msml+xml", "<result/>"));
        info.accept();
        SipMessage result = dialog.expectResponse(200, "INFO");
        assertThat(result.body()).isEqualTo("<result/>");
        assertThat(result.header("Content-Type")).contains("application/msml+xml");
        assertThat(names(result))
                .containsExactly(
                        "From", "To", "Call-ID", "CSeq", "Via", "Contact", "Allow", "Content-Type", "Content-Length");
        peer.expectNo("INFO", SOON);
    }

    @Test
    void infoOfAnotherTypeIsRefusedWithAccept() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.info("text/plain", "hello");
        in.events().info().reject(415, "", SipHeaders.of("Accept", "application/xml, application/msml+xml"));
        assertThat(dialog.expectResponse(415, "INFO").header("Accept"))
                .contains("application/xml, application/msml+xml");
    }

    @Test
    void infoWithoutAnswerGetsOneWhenTheCallEnds() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.info("application/xml", "<a/>");
        in.events().info();
        dialog.bye();
        dialog.expectResponse(200, "BYE");
        dialog.expectResponse(487, "INFO");
    }

    @Test
    void requestOutOfOrderIsRefused() throws Exception {
        SipDialog dialog = invite(OFFER);
        established(dialog);
        dialog.cseq(10);
        dialog.options();
        dialog.expectResponse(200, "OPTIONS");
        dialog.cseq(5);
        dialog.options();
        dialog.expectResponse(500, "OPTIONS");
    }

    @Test
    void ownInfosAreNumberedFromOneAndWaitForEachOther() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = callee.call();
        var first = in.call().info(Body.text("application/xml", "<a/>")).toCompletableFuture();
        var second = in.call().info(Body.text("application/xml", "<b/>")).toCompletableFuture();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        peer.expectNo("INFO", SOON);
        dialog.ack();
        SipMessage info = dialog.expect("INFO");
        assertThat(info.cseq()).isEqualTo(1);
        assertThat(info.body()).isEqualTo("<a/>");
        assertThat(info.requestUri()).isEqualTo(peer.uri());
        assertThat(info.fromTag()).isEqualTo(in.call().localTag());
        peer.expectNo("INFO", SOON);
        dialog.respond(info, 200, "OK", "");
        info = dialog.expect("INFO");
        assertThat(info.cseq()).isEqualTo(2);
        dialog.respond(info, 500, "Request out of order", "");
        assertThat(first.get(10, SECONDS)).isEqualTo(new InfoOutcome.Answered(200, "OK", Optional.empty()));
        assertThat(second.get(10, SECONDS))
                .isEqualTo(new InfoOutcome.Answered(500, "Request out of order", Optional.empty()));
        assertThat(in.events().end).isNotDone();
    }

    @Test
    void peerThatKnowsTheDialogNoMoreEndsTheCall() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        var outcome = in.call().info(Body.text("application/xml", "<a/>")).toCompletableFuture();
        var later = in.call().info(Body.text("application/xml", "<b/>")).toCompletableFuture();
        dialog.respond(dialog.expect("INFO"), 481, "Call/Transaction Does Not Exist", "");
        assertThat(in.events().end()).isEqualTo(new CallEnd.PeerLost(481));
        assertThat(outcome.get(10, SECONDS)).isInstanceOf(InfoOutcome.Answered.class);
        assertThat(later.get(10, SECONDS)).isEqualTo(new InfoOutcome.CallOver());
    }

    @Test
    void infoWithoutAnswerEndsTheCallWithABye() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        var outcome = in.call().info(Body.text("application/xml", "<a/>")).toCompletableFuture();
        assertThat(outcome.get(10, SECONDS)).isEqualTo(new InfoOutcome.TimedOut());
        assertThat(in.events().end()).isEqualTo(new CallEnd.PeerLost(408));
        dialog.expect("BYE");
    }

    @Test
    void lostByeIsSentAgain() throws Exception {
        peer.ignore("BYE", 2);
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        in.call().hangUp("SIP;cause=200;text=\"done\"");
        SipMessage bye = dialog.expect("BYE");
        assertThat(bye.header("Reason")).contains("SIP;cause=200;text=\"done\"");
        dialog.respond(bye, 200, "OK", "");
    }

    @Test
    void newOfferIsAnsweredOrRefused() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.invite(OFFER);
        OfferExchange exchange = in.events().offer();
        assertThat(exchange.offer()).contains(Body.sdp(OFFER));
        exchange.answer(ANSWER);
        assertThat(dialog.expectResponse(200, "INVITE").body()).isEqualTo(ANSWER.text());
        dialog.ack();

        dialog.update(OFFER);
        in.events().offer().answer(ANSWER);
        assertThat(dialog.expectResponse(200, "UPDATE").body()).isEqualTo(ANSWER.text());

        dialog.invite(OFFER);
        in.events().offer().reject(488, "");
        dialog.expectResponse(488, "INVITE");
        dialog.ackFailure();
        dialog.bye();
        dialog.expectResponse(200, "BYE");
    }

    @Test
    void cancelledReInviteLeavesTheSessionAsItWas() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.invite(OFFER);
        OfferExchange exchange = in.events().offer();
        dialog.cancel();
        dialog.expectResponse(200, "CANCEL");
        dialog.expectResponse(487, "INVITE");
        dialog.ackFailure();
        exchange.answer(ANSWER);
        dialog.bye();
        dialog.expectResponse(200, "BYE");
    }

    @Test
    void reInviteWithoutOfferGetsOurs() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.invite("");
        OfferExchange exchange = in.events().offer();
        assertThat(exchange.offer()).isEmpty();
        exchange.answer(ANSWER);
        assertThat(dialog.expectResponse(200, "INVITE").body()).isEqualTo(ANSWER.text());
        dialog.ack(OFFER);
        assertThat(in.events().next()).isEqualTo(new Recorder.Confirmed(Optional.of(Body.sdp(OFFER))));
    }

    @Test
    void successOfAReInviteIsRepeatedUntilAcknowledged() throws Exception {
        peer.keepRetransmissions();
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.invite(OFFER);
        in.events().offer().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
    }

    @Test
    void updateWithoutOfferRefreshes() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.update("");
        SipMessage refreshed = dialog.expectResponse(200, "UPDATE");
        assertThat(refreshed.header("Session-Expires")).contains("1800;refresher=uas");
        assertThat(in.events().offers).isEmpty();
    }

    @Test
    void offersThatCrossAreGlare() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        var outcome = in.call().offer(ANSWER).toCompletableFuture();
        SipMessage ours = dialog.expect("INVITE");
        dialog.invite(OFFER);
        dialog.expectResponse(491, "INVITE");
        dialog.ackFailure();
        dialog.respond(ours, 491, "Request Pending", "");
        SipMessage again = dialog.expect("INVITE");
        assertThat(again.cseq()).isGreaterThan(ours.cseq());
        dialog.respond(again, 200, "OK", OFFER);
        assertThat(dialog.expect("ACK").cseq()).isIn(ours.cseq(), again.cseq());
        assertThat(outcome.get(10, SECONDS)).isEqualTo(new OfferOutcome.Accepted(Optional.of(Body.sdp(OFFER))));
    }

    @Test
    void secondReInviteIsToldToComeLater() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        dialog.invite(OFFER);
        in.events().offer();
        dialog.invite(OFFER);
        assertThat(dialog.expectResponse(500, "INVITE").header("Retry-After")).isPresent();
    }

    @Test
    void recordedRouteIsEchoedAndUsed() throws Exception {
        try (SipPeer proxy = SipPeer.udp()) {
            SipDialog dialog = invite(
                    OFFER, "Record-Route: <sip:127.0.0.1:" + proxy.port() + ";lr>", "Record-Route: <sip:192.0.2.7;lr>");
            Callee.Arrived in = callee.call();
            in.call().answer(ANSWER);
            SipMessage success = dialog.expectResponse(200, "INVITE");
            assertThat(String.join(",", success.headers("Record-Route")))
                    .contains("127.0.0.1:" + proxy.port())
                    .contains("192.0.2.7");
            peer.sendRaw(server(), ackFor(success, "z9hG4bKack1"));
            in.events().next();
            in.call().info(Body.text("application/xml", "<a/>"));
            SipMessage info = proxy.expect("INFO");
            assertThat(info.requestUri()).isEqualTo(peer.uri());
            assertThat(String.join(",", info.headers("Route")))
                    .matches("<sip:127.0.0.1:" + proxy.port() + ";lr>\\s*,\\s*<sip:192.0.2.7;lr>");
        }
    }

    @Test
    void strictRouterIsPutIntoTheRequestUri() throws Exception {
        try (SipPeer proxy = SipPeer.udp()) {
            invite(OFFER, "Record-Route: <sip:127.0.0.1:" + proxy.port() + ">");
            Callee.Arrived in = callee.call();
            in.call().answer(ANSWER);
            peer.sendRaw(server(), ackFor(peer.expectResponse(200, "INVITE"), "z9hG4bKack2"));
            in.events().next();
            in.call().info(Body.text("application/xml", "<a/>"));
            SipMessage info = proxy.expect("INFO");
            assertThat(info.requestUri()).isEqualTo("sip:127.0.0.1:" + proxy.port());
            assertThat(info.header("Route")).contains("<" + peer.uri() + ">");
        }
    }

    private String ackFor(SipMessage success, String branch) {
        return "ACK " + target() + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=" + branch
                + "\r\nFrom: " + success.header("From").orElseThrow() + "\r\nTo: "
                + success.header("To").orElseThrow() + "\r\nCall-ID: " + success.callId() + "\r\nCSeq: "
                + success.cseq() + " ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void failingOwnerEndsTheCall() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = callee.call();
        in.events().failOnConfirmed = true;
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
        dialog.expect("BYE");
        assertThat(in.events().end()).isEqualTo(new CallEnd.Failed("a bug of the test"));
    }

    @Test
    void closedEndpointEndsItsCalls() throws Exception {
        SipDialog dialog = invite(OFFER);
        Callee.Arrived in = established(dialog);
        endpoint.close();
        assertThat(in.events().end()).isEqualTo(new CallEnd.EndpointClosed());
    }
}
