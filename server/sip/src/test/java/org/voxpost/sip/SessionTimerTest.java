package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** RFC 4028 in both roles, with intervals of a second. */
class SessionTimerTest {
    private static final String OFFER = "v=0\r\ns=offer\r\n";
    private static final Body ANSWER = Body.sdp("v=0\r\ns=answer\r\n");
    private static final SessionTimer SHORT = new SessionTimer(Duration.ofSeconds(1), Duration.ofSeconds(1), true);

    private final Callee callee = new Callee();
    private final Recorder events = new Recorder();
    private SipEndpoint endpoint;
    private SipPeer peer;
    private Callee.@Nullable Arrived arrived;

    @BeforeEach
    void open() throws Exception {
        open(SHORT);
        peer = SipPeer.udp();
    }

    private void open(SessionTimer timer) throws Exception {
        endpoint = SipEndpoint.open(
                SipConfiguration.on("127.0.0.1", 0)
                        .withT1(Duration.ofMillis(20))
                        .withSessionTimer(timer),
                Lane::fresh,
                callee);
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    private SipDialog invite(String... headers) {
        return peer.invite(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.udpPort()),
                "sip:msml@127.0.0.1:" + endpoint.udpPort(),
                OFFER,
                headers);
    }

    private SipMessage answer(SipDialog dialog) throws Exception {
        Callee.Arrived in = callee.call();
        in.call().answer(ANSWER);
        SipMessage success = dialog.expectResponse(200, "INVITE");
        dialog.ack();
        in.events().next();
        arrived = in;
        return success;
    }

    private Callee.Arrived arrived() {
        return Objects.requireNonNull(arrived);
    }

    @Test
    void refresherSendsUpdateAtHalfTheInterval() throws Exception {
        SipDialog dialog = invite("Supported: timer", "Allow: INVITE, ACK, BYE, UPDATE");
        assertThat(answer(dialog).header("Session-Expires")).contains("1;refresher=uas");
        SipMessage update = dialog.expect("UPDATE");
        assertThat(update.header("Session-Expires")).contains("1;refresher=uac");
        assertThat(update.body()).isEmpty();
        dialog.respond(update, 200, "OK", "", "Session-Expires: 1;refresher=uac", "Supported: timer");
        dialog.respond(dialog.expect("UPDATE"), 200, "OK", "");
        assertThat(arrived().events().end).isNotDone();
    }

    @Test
    void peerWithoutUpdateIsRefreshedByReInviteWithTheSessionAsItIs() throws Exception {
        SipDialog dialog = invite("Supported: timer", "Allow: INVITE, ACK, BYE");
        answer(dialog);
        SipMessage reInvite = dialog.expect("INVITE");
        assertThat(reInvite.body()).isEqualTo(ANSWER.text());
        dialog.respond(reInvite, 200, "OK", OFFER, "Session-Expires: 1;refresher=uac");
        dialog.expect("ACK");
        assertThat(arrived().events().offers).isEmpty();
    }

    @Test
    void peerThatTakesNoOffersIsRefreshedByUpdateOnly() throws Exception {
        SipDialog dialog = invite("Supported: timer", "Allow: INVITE, ACK, BYE, UPDATE");
        Callee.Arrived in = callee.call();
        in.call().refreshWithoutOffers();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
        SipMessage update = dialog.expect("UPDATE");
        assertThat(update.body()).isEmpty();
        dialog.respond(update, 405, "Method Not Allowed", "");
        peer.expectNo("BYE", Duration.ofMillis(1200));
        assertThat(peer.rest()).noneMatch(SipMessage::isRequest);
    }

    @Test
    void peerThatTakesNeitherOffersNorUpdateIsNotRefreshed() throws Exception {
        SipDialog dialog = invite("Supported: timer", "Allow: INVITE, ACK, BYE");
        Callee.Arrived in = callee.call();
        in.call().refreshWithoutOffers();
        in.call().answer(ANSWER);
        dialog.expectResponse(200, "INVITE");
        dialog.ack();
        peer.expectNo("UPDATE", Duration.ofMillis(1200));
        assertThat(peer.rest()).noneMatch(SipMessage::isRequest);
    }

    @Test
    void refreshThatIsNotUnderstoodDoesNotEndTheCallOfAPeerWithoutTimer() throws Exception {
        SipDialog dialog = invite();
        answer(dialog);
        dialog.respond(dialog.expect("UPDATE"), 405, "Method Not Allowed", "");
        peer.expectNo("BYE", Duration.ofMillis(1500));
        assertThat(arrived().events().end).isNotDone();
        assertThat(endpoint.statistics().deviations()).containsEntry(SipDeviation.REFRESH_WITHOUT_TIMER, 1L);
    }

    @Test
    void refreshWithoutAnswerDoesNotEndTheCallOfAPeerWithoutTimer() throws Exception {
        SipDialog dialog = invite();
        answer(dialog);
        dialog.expect("UPDATE");
        peer.expectNo("BYE", Duration.ofMillis(1500));
        assertThat(arrived().events().end).isNotDone();
    }

    @Test
    void refreshWithoutAnswerEndsTheCallOfAPeerWithTimer() throws Exception {
        SipDialog dialog = invite("Supported: timer");
        answer(dialog);
        dialog.expect("UPDATE");
        dialog.expect("BYE");
        assertThat(arrived().events().end()).isEqualTo(new CallEnd.PeerLost(408));
    }

    @Test
    void peerThatRefreshesInTimeKeepsTheCallAndThenLosesIt() throws Exception {
        endpoint.close();
        open(new SessionTimer(Duration.ofSeconds(4), Duration.ofSeconds(1), true));
        SipDialog dialog = invite("Supported: timer", "Session-Expires: 2;refresher=uac");
        SipMessage success = answer(dialog);
        assertThat(success.header("Session-Expires")).contains("2;refresher=uac");
        assertThat(success.header("Require")).contains("timer");
        dialog.request("UPDATE", "", "Supported: timer", "Session-Expires: 4;refresher=uac");
        dialog.expectResponse(200, "UPDATE");
        long refreshed = System.nanoTime();
        SipMessage bye = dialog.expect("BYE");
        assertThat(Duration.ofNanos(System.nanoTime() - refreshed)).isGreaterThan(Duration.ofMillis(2400));
        assertThat(bye.header("Reason").orElseThrow()).contains("408");
        assertThat(arrived().events().end()).isEqualTo(new CallEnd.SessionExpired());
    }

    @Test
    void intervalBelowTheMinimumIsRefused() {
        SipDialog dialog = invite("Supported: timer", "Session-Expires: 0");
        assertThat(dialog.expectResponse(422, "INVITE").header("Min-SE")).contains("1");
    }

    @Test
    void longIntervalIsShortenedButNotBelowWhatThePeerAllows() throws Exception {
        SipDialog dialog = invite("Supported: timer", "Session-Expires: 500;refresher=uas", "Min-SE: 5");
        assertThat(answer(dialog).header("Session-Expires")).contains("5;refresher=uas");
    }

    @Test
    void noTimerWhereThePolicyWantsNone() throws Exception {
        endpoint.close();
        open(new SessionTimer(Duration.ofSeconds(1), Duration.ofSeconds(1), false));
        SipDialog dialog = invite();
        assertThat(answer(dialog).header("Session-Expires")).isEmpty();
        peer.expectNo("UPDATE", Duration.ofMillis(1500));
    }

    @Test
    void callOfOursIsRefreshedByUsWhenThePeerSaysSo() throws Exception {
        SipDialog dialog = call("Session-Expires: 1;refresher=uac", "Require: timer");
        dialog.respond(dialog.expect("UPDATE"), 200, "OK", "");
        assertThat(events.end).isNotDone();
    }

    @Test
    void callOfOursEndsWhenThePeerDoesNotRefresh() throws Exception {
        SipDialog dialog = call("Session-Expires: 1;refresher=uas");
        dialog.expect("BYE");
        assertThat(events.end()).isEqualTo(new CallEnd.SessionExpired());
    }

    @Test
    void intervalOfNothingIsRefreshedNoMoreOftenThanOurMinimum() throws Exception {
        SipDialog dialog = call("Session-Expires: 0;refresher=uac", "Require: timer");
        dialog.respond(dialog.expect("UPDATE"), 200, "OK", "", "Session-Expires: 0;refresher=uac", "Require: timer");
        peer.expectNo("UPDATE", Duration.ofMillis(300));
    }

    @Test
    void refusedRefreshIsAskedAgainNoSoonerThanOurMinimum() throws Exception {
        SipDialog dialog = call("Session-Expires: 1;refresher=uac", "Require: timer");
        dialog.respond(dialog.expect("UPDATE"), 422, "Session Interval Too Small", "", "Min-SE: 0");
        peer.expectNo("UPDATE", Duration.ofMillis(300));
    }

    private SipDialog call(String... headers) throws Exception {
        endpoint.invite(Invitation.of(SipUri.parse("a@127.0.0.1"), SipUri.parse(peer.uri()), Body.sdp(OFFER)), events);
        SipMessage invite = peer.expect("INVITE");
        SipDialog dialog = peer.dialog(invite);
        dialog.respond(invite, 200, "OK", ANSWER.text(), headers);
        dialog.expect("ACK");
        events.next();
        return dialog;
    }
}
