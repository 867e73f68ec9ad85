package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;

/** Requests inside of calls that came in, and those that belong to none. */
class IncomingRequestTest extends IncomingCalls {

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
}
