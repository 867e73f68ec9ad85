package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** How calls that come in are set up and ended. */
class IncomingCallTest extends IncomingCalls {

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
