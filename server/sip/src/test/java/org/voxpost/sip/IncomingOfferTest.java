package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;

/** Offers in mid-call of calls that came in. */
class IncomingOfferTest extends IncomingCalls {

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
}
