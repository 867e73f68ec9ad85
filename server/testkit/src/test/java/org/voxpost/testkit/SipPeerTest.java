package org.voxpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipPeerTest {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void wholeCallRunsBetweenTwoPeers(String transport) {
        try (SipPeer alice = open(transport);
                SipPeer bob = open(transport).answerAlways("INFO")) {
            SipDialog call = alice.invite(bob.address(), "sip:bob@127.0.0.1", SDP, "Subject: test");
            SipMessage invite = bob.expect("INVITE");
            assertThat(invite.body()).isEqualTo(SDP);
            assertThat(invite.header("s")).contains("test");
            SipDialog answered = bob.dialog(invite);
            answered.respond(invite, 180, "Ringing", "");
            answered.respond(invite, 200, "OK", SDP);

            call.expectResponse(180, "INVITE");
            assertThat(call.expectResponse(200, "INVITE").header("Content-Type"))
                    .contains("application/sdp");
            call.ack();
            assertThat(bob.expect("ACK").toTag()).isEqualTo(call.remoteTag());

            call.info("application/xml", "<msml/>");
            assertThat(bob.expect("INFO").requestUri()).isEqualTo(bob.uri());
            call.expectResponse(200, "INFO");

            answered.bye();
            SipMessage bye = call.expect("BYE");
            call.respond(bye, 200, "OK", "");
            answered.expectResponse(200, "BYE");
        }
    }

    @Test
    void repeatedRequestIsTakenOnceAndAnsweredAsBefore() {
        try (SipPeer alice = SipPeer.udp().keepRetransmissions();
                SipPeer bob = SipPeer.udp().answerAlways("OPTIONS")) {
            String options = """
                OPTIONS sip:b SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1
                From: <sip:a>;tag=1
                To: <sip:b>
                Call-ID: 1
                CSeq: 1 OPTIONS

                """;
            alice.sendRaw(bob.address(), options);
            alice.expectResponse(200, "OPTIONS");
            alice.sendRaw(options);
            alice.expectResponse(200, "OPTIONS");

            bob.expect("OPTIONS");
            assertThat(bob.rest()).isEmpty();
        }
    }

    @Test
    void ignoredMessagesAreAsGoodAsLost() {
        try (SipPeer alice = SipPeer.udp();
                SipPeer bob = SipPeer.udp().ignore("OPTIONS", 1).answerAlways("OPTIONS")) {
            SipDialog call = alice.dialog(bob.address(), "sip:b@127.0.0.1");
            call.options();
            call.options();

            assertThat(bob.expect("OPTIONS").cseq()).isEqualTo(2);
            bob.expectNo("OPTIONS", Duration.ZERO);
        }
    }

    @Test
    void bareLineFeedsAndFixedBranchAndTagAreSentAndUnderstood() {
        try (SipPeer alice = SipPeer.udp().lineEnd("\n").branch("z9hG4bKfixed").tag("same");
                SipPeer bob = SipPeer.udp()) {
            alice.invite(bob.address(), "sip:b@127.0.0.1", SDP);
            alice.invite(bob.address(), "sip:b@127.0.0.1", SDP);
            SipMessage first = bob.expect("INVITE");
            SipMessage second = bob.expect("INVITE");

            assertThat(first.branch()).isEqualTo("z9hG4bKfixed").isEqualTo(second.branch());
            assertThat(first.fromTag()).isEqualTo("same");
            assertThat(first.callId()).isNotEqualTo(second.callId());
            assertThat(first.body()).isEqualTo(SDP);
        }
    }

    @Test
    void failureAndCancelUseTheBranchOfTheInvite() {
        try (SipPeer alice = SipPeer.udp();
                SipPeer bob = SipPeer.udp()) {
            SipDialog call = alice.invite(bob.address(), "sip:b@127.0.0.1", SDP);
            SipMessage invite = bob.expect("INVITE");
            call.cancel();
            bob.respond(invite, 487, "Request Terminated", "");
            call.expectResponse(487, "INVITE");
            call.ackFailure();

            assertThat(bob.expect("CANCEL").branch()).isEqualTo(invite.branch());
            assertThat(bob.expect("ACK").branch()).isEqualTo(invite.branch());
        }
    }

    @Test
    void recordedRouteIsFollowed() {
        try (SipPeer alice = SipPeer.udp();
                SipPeer proxy = SipPeer.udp();
                SipPeer bob = SipPeer.udp()) {
            SipDialog call = alice.invite(bob.address(), "sip:b@127.0.0.1", SDP);
            SipMessage invite = bob.expect("INVITE");
            bob.dialog(invite).respond(invite, 200, "OK", SDP, "Record-Route: <sip:127.0.0.1:" + proxy.port() + ";lr>");
            call.expectResponse(200, "INVITE");
            call.ack();

            assertThat(proxy.expect("ACK").requestUri()).isEqualTo(bob.uri());
        }
    }

    @Test
    void missedExpectationShowsTheTraffic() {
        try (SipPeer alice = SipPeer.udp();
                SipPeer bob = SipPeer.udp().deadline(Duration.ofMillis(50))) {
            alice.dialog(bob.address(), "sip:b@127.0.0.1").options();
            bob.expect("OPTIONS");

            assertThatThrownBy(() -> bob.expect("INVITE"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("expected a request INVITE within 50 ms")
                    .hasMessageContaining("OPTIONS sip:b@127.0.0.1 SIP/2.0");
        }
    }

    private static SipPeer open(String transport) {
        return transport.equals("TCP") ? SipPeer.tcp() : SipPeer.udp();
    }
}
