package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two endpoints of ours over real sockets. */
class CallTest {
    private static final Body OFFER = Body.sdp("v=0\r\n");
    private static final Body ANSWER = Body.sdp("v=0\r\ns=answer\r\n");

    private final Callee callee = new Callee();
    private SipEndpoint near;
    private SipEndpoint far;

    @BeforeEach
    void open() throws Exception {
        near = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0), Lane::fresh, new Callee());
        far = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0), Lane::fresh, callee);
    }

    @AfterEach
    void close() {
        near.close();
        far.close();
    }

    private Invitation invitation(String transport) {
        int port = transport.equals("tcp") ? far.tcpPort() : far.udpPort();
        return Invitation.of(
                SipUri.parse("alice@127.0.0.1"),
                SipUri.parse("sip:bob@127.0.0.1:" + port + ";transport=" + transport),
                OFFER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void callIsAnsweredCarriesInfosBothWaysAndEnds(String transport) throws Exception {
        Recorder events = new Recorder();
        OutgoingCall out = near.invite(invitation(transport), events);
        Callee.Arrived in = callee.call();
        assertThat(in.call().body()).contains(OFFER);
        assertThat(in.call().requestUri())
                .isInstanceOfSatisfying(
                        SipUri.class, uri -> assertThat(uri.user()).isEqualTo("bob"));
        in.call().ringing();
        assertThat(events.next()).isEqualTo(new Recorder.Provisional(180));
        in.call().answer(ANSWER);
        assertThat(events.next()).isEqualTo(new Recorder.Answered(Optional.of(ANSWER)));
        assertThat(in.events().next()).isEqualTo(new Recorder.Confirmed(Optional.empty()));
        assertThat(out.remoteTag()).isEqualTo(in.call().localTag());

        var toCallee = out.info(Body.text("application/xml", "<a/>")).toCompletableFuture();
        InfoExchange info = in.events().info();
        assertThat(info.body().orElseThrow().text()).isEqualTo("<a/>");
        info.answer(200, Body.text("application/xml", "<b/>"));
        assertThat(toCallee.get(10, SECONDS))
                .isEqualTo(new InfoOutcome.Answered(200, "OK", Optional.of(Body.text("application/xml", "<b/>"))));

        var toCaller = in.call().info(Body.text("application/xml", "<c/>")).toCompletableFuture();
        events.info().accept();
        assertThat(toCaller.get(10, SECONDS)).isEqualTo(new InfoOutcome.Answered(200, "OK", Optional.empty()));

        out.hangUp("SIP;cause=200;text=\"done\"");
        assertThat(events.end()).isEqualTo(new CallEnd.LocalBye());
        assertThat(in.events().end()).isEqualTo(new CallEnd.RemoteBye(Optional.of("SIP;cause=200;text=\"done\"")));
        assertThat(near.statistics().calls()).isZero();
        assertThat(far.statistics().calls()).isZero();
    }

    @Test
    void callOverIpv6() throws Exception {
        try (SipEndpoint six = SipEndpoint.open(SipConfiguration.on("::1", 0), Lane::fresh, callee)) {
            Recorder events = new Recorder();
            OutgoingCall out = six.invite(
                    Invitation.of(SipUri.parse("a@[::1]"), SipUri.parse("b@[::1]:" + six.udpPort()), OFFER), events);
            Callee.Arrived in = callee.call();
            in.call().answer(ANSWER);
            assertThat(events.next()).isEqualTo(new Recorder.Answered(Optional.of(ANSWER)));
            in.events().next();
            out.hangUp();
            assertThat(in.events().end()).isInstanceOf(CallEnd.RemoteBye.class);
        }
    }

    @Test
    void callToOneself() throws Exception {
        Recorder events = new Recorder();
        OutgoingCall out = far.invite(invitation("udp"), events);
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        events.next();
        in.events().next();
        out.hangUp();
        assertThat(in.events().end()).isInstanceOf(CallEnd.RemoteBye.class);
    }

    @Test
    void wildcardIsNotAdvertised() {
        assertThatThrownBy(() -> SipEndpoint.open(SipConfiguration.on("0.0.0.0", 0), Lane::fresh, callee))
                .isInstanceOf(IOException.class);
    }

    @Test
    void takenPortIsNamed() {
        assertThatThrownBy(() -> SipEndpoint.open(SipConfiguration.on("127.0.0.1", far.udpPort()), Lane::fresh, callee))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + far.udpPort());
    }

    @Test
    void calleeHangsUp() throws Exception {
        Recorder events = new Recorder();
        near.invite(invitation("udp"), events);
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        in.events().next();
        in.call().hangUp();
        assertThat(in.events().end()).isEqualTo(new CallEnd.LocalBye());
        assertThat(events.end()).isEqualTo(new CallEnd.RemoteBye(Optional.empty()));
    }

    @Test
    void cancelledCallEndsOnBothSides() throws Exception {
        Recorder events = new Recorder();
        OutgoingCall out = near.invite(invitation("udp"), events);
        Callee.Arrived in = callee.call();
        in.call().ringing();
        events.next();
        out.hangUp();
        assertThat(events.end()).isEqualTo(new CallEnd.Cancelled());
        assertThat(in.events().end()).isEqualTo(new CallEnd.Cancelled());
    }

    @Test
    void deadlineCancels() throws Exception {
        Recorder events = new Recorder();
        Duration deadline = Duration.ofMillis(300);
        near.invite(invitation("udp").withAnswerDeadline(deadline), events);
        Callee.Arrived in = callee.call();
        assertThat(events.end()).isEqualTo(new CallEnd.NoAnswer(deadline));
        assertThat(in.events().end()).isEqualTo(new CallEnd.Cancelled());
    }

    @Test
    void refusalArrivesWithRetryAfterAndWarning() throws Exception {
        Recorder events = new Recorder();
        near.invite(invitation("udp"), events);
        Callee.Arrived in = callee.call();
        in.call().reject(503, "Draining", SipHeaders.of("Retry-After", "17").with("Warning", "399 voxpost \"full\""));
        assertThat(events.end())
                .isEqualTo(new CallEnd.Refused(
                        503, "Draining", Optional.of(Duration.ofSeconds(17)), Optional.of("399 voxpost \"full\"")));
        assertThat(in.events().end()).isEqualTo(new CallEnd.Rejected(503));
    }

    @Test
    void newOfferIsAnsweredInMidCall() throws Exception {
        Recorder events = new Recorder();
        OutgoingCall out = near.invite(invitation("udp"), events);
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        in.events().next();
        var outcome = out.offer(OFFER).toCompletableFuture();
        OfferExchange exchange = in.events().offer();
        assertThat(exchange.offer()).contains(OFFER);
        exchange.answer(ANSWER);
        assertThat(outcome.get(10, SECONDS)).isEqualTo(new OfferOutcome.Accepted(Optional.of(ANSWER)));
        outcome = out.offer(OFFER).toCompletableFuture();
        in.events().offer().reject(488, "");
        assertThat(outcome.get(10, SECONDS)).isEqualTo(new OfferOutcome.Refused(488, "Not Acceptable here"));
    }
}
