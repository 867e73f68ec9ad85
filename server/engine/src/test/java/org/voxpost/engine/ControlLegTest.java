package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;

/** What application servers rely on: the facts of a real PowerMedia XMS on the wire, and answers to what is wrong. */
class ControlLegTest {

    private static final String AUDIO = """
        v=0\r
        o=toto 485 971 IN IP4 127.0.0.1\r
        s=Talk\r
        c=IN IP4 127.0.0.1\r
        t=0 0\r
        a=rtcp-xr:rcvr-rtt=all:10000 stat-summary=loss,dup,jitt,TTL voip-metrics\r
        m=audio 7078 RTP/AVP 0 101\r
        a=rtpmap:101 telephone-event/8000\r
        m=video 9078 RTP/AVP 96\r
        a=rtpmap:96 VP8/90000\r
        """;

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = Rig.start(home);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aCallWithoutMediaStandsAsAControlLeg() {
        SipDialog call =
                rig.as.invite(rig.address(), "sip:msml@127.0.0.1", Rig.CONTROL_SDP, "Content-Type: application/sdp");
        SipMessage answer = call.expectResponse(200, "INVITE");
        call.ack();

        assertThat(answer.body()).contains("v=0").doesNotContain("m=");
        assertThat(Rig.ask(call, "<msml version=\"1.1\"/>")).contains("response=\"200\"");
    }

    @Test
    void aCallToAServiceIsNotForAnApplicationServer() {
        for (String service : new String[] {"urn:service:sos", "tel:+1911"}) {
            SipDialog call = rig.as.invite(rig.address(), service, Rig.CONTROL_SDP, "Content-Type: application/sdp");
            call.expectResponse(404, "INVITE");
            call.ackFailure();
        }
    }

    @Test
    void audioAndVideoAreDeclinedAndTheDialogStandsAllTheSame() {
        SipDialog call = rig.as.invite(rig.address(), "sip:msml@127.0.0.1", AUDIO, "Content-Type: application/sdp");
        SipMessage answer = call.expectResponse(200, "INVITE");
        call.ack();

        assertThat(answer.body()).contains("m=audio 0 RTP/AVP").contains("m=video 0 RTP/AVP");
        assertThat(Rig.ask(call, "<msml version=\"1.1\"/>")).contains("response=\"200\"");
    }

    @Test
    void aCallWithoutABodyGetsOurOfferAndBringsItsAnswerInTheAck() {
        SipDialog call = rig.as.invite(rig.address(), "sip:msml@127.0.0.1", "");
        SipMessage offer = call.expectResponse(200, "INVITE");
        call.ack(Rig.CONTROL_SDP);

        assertThat(offer.header("Content-Type").orElseThrow()).isEqualTo("application/sdp");
        assertThat(Rig.ask(call, "<msml version=\"1.1\"/>")).contains("response=\"200\"");
    }

    @Test
    void aBodyThatIsNoSessionDescriptionIsRefusedWithWhatWouldBe() {
        SipDialog call = rig.as.invite(rig.address(), "sip:msml@127.0.0.1", "hello", "Content-Type: text/plain");

        assertThat(call.expectResponse(415, "INVITE").header("Accept").orElseThrow())
                .isEqualTo("application/sdp");
        call.ackFailure();
    }

    @Test
    void aSessionDescriptionThatCannotBeReadIsRefused() {
        SipDialog call =
                rig.as.invite(rig.address(), "sip:msml@127.0.0.1", "nonsense", "Content-Type: application/sdp");

        call.expectResponse(400, "INVITE");
        call.ackFailure();
    }

    @Test
    void theAnswerToACallHasTheHeadersThatXmsSends() {
        SipDialog call =
                rig.as.invite(rig.address(), "sip:msml@127.0.0.1", Rig.CONTROL_SDP, "Content-Type: application/sdp");
        call.expectResponse(180, "INVITE");
        SipMessage answer = call.expectResponse(200, "INVITE");
        call.ack();

        assertThat(answer.header("Session-Expires").orElseThrow()).isEqualTo("1800;refresher=uas");
        assertThat(answer.header("Allow").orElseThrow()).contains("INFO").contains("UPDATE");
        assertThat(answer.header("Contact")).isPresent();
        assertThat(answer.toTag()).matches("[a-zA-Z0-9.:_-]{11,}");
    }

    @Test
    void oneViaBranchAndOneTagServeForEveryCallOfAClient() {
        rig.as.branch("z9hG4bKb8f4692f3f4c9615da45b9c05d58b849").tag("114f887");
        SipDialog first = rig.call();
        SipDialog second = rig.call();

        assertThat(first.remoteTag()).isNotEqualTo(second.remoteTag());
        assertThat(Rig.ask(first, "<msml version=\"1.1\"/>")).contains("response=\"200\"");
        assertThat(Rig.ask(second, "<msml version=\"1.1\"/>")).contains("response=\"200\"");
    }

    @Test
    void theTypeOfTheInfoIsThatOfTheAnswerAndChoosesTheForm() {
        SipDialog call = rig.call();
        call.info("application/msml+xml", start(call, "one"));
        SipMessage rfc = call.expectResponse(200, "INFO");
        assertThat(rfc.header("Content-Type").orElseThrow()).isEqualTo("application/msml+xml");
        assertThat(rfc.body()).containsPattern("(?s)<result response=\"200\">.*<dialogid>.*</result>");
        SipMessage event = call.expect("INFO");
        call.respond(event, 200, "OK", "");
        assertThat(event.header("Content-Type").orElseThrow()).isEqualTo("application/msml+xml");

        call.info("application/xml", start(call, "two"));
        SipMessage xms = call.expectResponse(200, "INFO");
        assertThat(xms.header("Content-Type").orElseThrow()).isEqualTo("application/xml");
        assertThat(xms.body()).contains("<result response=\"200\"/>\r\n\t<dialogid>");
    }

    @Test
    void anInfoOfAnotherTypeIsRefusedWithWhatWouldBeTaken() {
        SipDialog call = rig.call();
        call.info("text/plain", "hello");

        assertThat(call.expectResponse(415, "INFO").header("Accept").orElseThrow())
                .contains("application/msml+xml")
                .contains("application/xml");
    }

    @Test
    void anInfoWithoutABodyIsTaken() {
        SipDialog call = rig.call();
        call.request("INFO", "");

        call.expectResponse(200, "INFO");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<msml version='1.1'><dialogstart | 400 | line 1",
                "<moml/> | 400 | moml",
                "<!DOCTYPE msml [<!ENTITY x 'y'>]><msml>&x;</msml> | 400 | DOCTYPE",
                "<msml version='1.1'><dialogend id='conn:nobody/dialog:d'/></msml> | 430 | conn:nobody/dialog:d",
                "<msml version='1.1'><dialogstart target='conn:nobody' type='application/moml+xml'><send"
                        + " target='source' event='e'/></dialogstart></msml> | 430 | conn:nobody",
                "<msml version='1.1'><createconference name='c'/></msml> | 402 | createconference",
                "<msml version='1.1'><dance/></msml> | 401 | dance",
            })
    void whatIsWrongWithADocumentIsItsResult(String document, int code, String named) {
        SipDialog call = rig.call();

        assertThat(Rig.ask(call, document))
                .contains("<result response=\"" + code + "\">")
                .contains(named);
    }

    @Test
    void aBadAttributeIsNamedWithItsElementAndValue() {
        SipDialog call = rig.call();
        String result = Rig.start(call, "<transfer maxtime=\"soon\"><fileobj src=\"file://a\"/></transfer>");

        assertThat(result)
                .contains("response=\"410\"")
                .contains("transfer")
                .contains("maxtime")
                .contains("soon");
    }

    @Test
    void convertNeedsAudioAndIsNotSupported() {
        SipDialog call = rig.call();

        assertThat(Rig.start(call, "<fileop operation=\"convert\" src=\"file://a\" dest=\"file://b\"/>"))
                .contains("response=\"402\"");
    }

    @Test
    void requestsRunInOrderAndTheFirstFailureStopsWithTheMarkOfTheLastThatSucceeded() {
        SipDialog call = rig.call();
        String target = "conn:" + call.remoteTag();
        String document = "<msml version=\"1.1\"><dialogstart target=\"" + target
                + "\" name=\"a\" mark=\"1\" type=\"application/moml+xml\"><send target=\"source\""
                + " event=\"ran\"/></dialogstart><dialogend id=\"conn:none/dialog:x\" mark=\"2\"/><dialogstart"
                + " target=\"" + target
                + "\" name=\"b\" mark=\"3\" type=\"application/moml+xml\"><send target=\"source\""
                + " event=\"never\"/></dialogstart></msml>";

        assertThat(Rig.ask(call, document)).contains("mark=\"1\"").contains("response=\"430\"");
        assertThat(Rig.event(call)).contains("name=\"ran\"");
        assertThat(Rig.event(call)).contains("msml.dialog.exit").contains("dialog:a");
        rig.as.expectNo("INFO", Duration.ofMillis(200));
    }

    @Test
    void aNameThatIsInUseIsRefused() {
        SipDialog call = rig.call();
        Rig.start(call, "<transfer initial=\"suspend\"><fileobj src=\"file://a\"/></transfer>");

        assertThat(Rig.start(call, "<send target=\"source\" event=\"e\"/>")).contains("response=\"431\"");
    }

    @Test
    void anotherCallsDialogsDoNotExist() {
        SipDialog first = rig.call();
        SipDialog second = rig.call();
        Rig.start(first, "<transfer initial=\"suspend\"><fileobj src=\"file://a\"/></transfer>");

        assertThat(Rig.ask(second, "<msml><dialogend id=\"conn:" + first.remoteTag() + "/dialog:d\"/></msml>"))
                .contains("response=\"430\"");
    }

    @Test
    void dialogendIsAnsweredAndThenTheExitIsTold() {
        SipDialog call = rig.call();
        Rig.start(call, "<transfer initial=\"suspend\"><fileobj src=\"file://a\"/></transfer>");
        String result = Rig.ask(call, "<msml><dialogend id=\"conn:" + call.remoteTag() + "/dialog:d\"/></msml>");

        assertThat(result).contains("response=\"200\"");
        assertThat(Rig.event(call)).contains("msml.dialog.exit");
    }

    @Test
    void whatADocumentAsksOfADialogThatItMadeHappensInItsOrderBehindTheAnswer() {
        SipDialog call = rig.call();
        String dialog = "conn:" + call.remoteTag() + "/dialog:d";
        String result = Rig.ask(
                call,
                "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                        + "\" type=\"application/moml+xml\" name=\"d\"><transfer id=\"t\" initial=\"suspend\"><fileobj"
                        + " src=\"file://none\"/><transferexit><send target=\"source\" event=\"end\""
                        + " namelist=\"transfer.end\"/></transferexit></transfer></dialogstart><send event=\"resume\""
                        + " target=\"" + dialog
                        + "/transfer.t\"/></msml>");

        assertThat(result).contains("response=\"200\"");
        assertThat(Rig.event(call)).contains("transfer.failed");
        assertThat(Rig.event(call)).contains("msml.dialog.exit");
    }

    @Test
    void anEventForTheConnectionItselfReachesNoneOfItsDialogs() {
        SipDialog call = rig.call();
        Rig.start(call, "<transfer initial=\"suspend\"><fileobj src=\"file://a\"/></transfer>");

        assertThat(Rig.ask(call, "<msml><send event=\"terminate\" target=\"conn:" + call.remoteTag() + "\"/></msml>"))
                .contains("response=\"200\"");
        rig.as.expectNo("INFO", Duration.ofMillis(200));
    }

    @Test
    void anEventForAPartThatIsNotThereIsRefused() {
        SipDialog call = rig.call();
        Rig.start(call, "<transfer id=\"t\" initial=\"suspend\"><fileobj src=\"file://a\"/></transfer>");

        assertThat(Rig.ask(
                        call,
                        "<msml><send event=\"resume\" target=\"conn:" + call.remoteTag()
                                + "/dialog:d/transfer.x\"/></msml>"))
                .contains("response=\"430\"");
    }

    @Test
    void theNextEventWaitsForTheAnswerToTheOneBefore() {
        SipDialog call = rig.call();
        Rig.start(call, "<send target=\"source\" event=\"first\"/><send target=\"source\" event=\"second\"/>");
        SipMessage first = call.expect("INFO");
        assertThat(first.body()).contains("first");
        rig.as.expectNo("INFO", Duration.ofMillis(300));

        call.respond(first, 200, "OK", "");
        SipMessage second = call.expect("INFO");
        assertThat(second.body()).contains("second");
        assertThat(second.cseq()).isEqualTo(first.cseq() + 1);
    }

    @Test
    void aScriptIsFetchedFromAFile() throws Exception {
        Files.writeString(
                rig.media.resolve("s.moml"), "<moml version=\"1.0\"><send target=\"source\" event=\"ran\"/></moml>");
        SipDialog call = rig.call();

        assertThat(Rig.ask(call, external(call, "file://s.moml"))).contains("response=\"200\"");
        assertThat(Rig.event(call)).contains("name=\"ran\"");
    }

    @ParameterizedTest
    @CsvSource({"file://missing.moml, 423", "file://bad.moml, 424", "file://wrong.moml, 425"})
    void aScriptThatCannotBeHadOrReadEndsTheDialogWithItsCode(String uri, int code) throws Exception {
        Files.writeString(rig.media.resolve("bad.moml"), "<moml");
        Files.writeString(rig.media.resolve("wrong.moml"), "<moml version=\"1.0\"><transfer/></moml>");
        SipDialog call = rig.call();
        Rig.ask(call, external(call, uri));

        assertThat(Rig.event(call))
                .contains("msml.dialog.exit")
                .contains("<name>dialog.exit.status</name> <value>" + code + "</value>");
    }

    @Test
    void aDialogThatIsEndedWhileItsScriptIsFetchedNeverRuns() {
        try (HttpPeer http = HttpPeer.start()) {
            http.on("/s.moml", new HttpAnswer.Hang());
            SipDialog call = rig.call();
            Rig.ask(call, external(call, http.uri("/s.moml").toString()));
            http.expect("GET", "/s.moml");
            Rig.ask(call, "<msml><dialogend id=\"conn:" + call.remoteTag() + "/dialog:d\"/></msml>");

            assertThat(Rig.event(call)).contains("msml.dialog.exit").doesNotContain("dialog.exit.status");
            rig.as.expectNo("INFO", Duration.ofSeconds(1));
        }
    }

    @Test
    void byeIsAnsweredAndTheConnectionIsGone() throws Exception {
        SipDialog call = rig.call();
        call.bye();
        call.expectResponse(200, "BYE");
        rig.fact(ControlEvent.LegClosed.class);

        assertThat(rig.engine.legs()).isZero();
    }

    @Test
    void disconnectEndsTheCall() {
        SipDialog call = rig.call();
        Rig.start(call, "<disconnect/>");
        assertThat(Rig.event(call)).contains("moml.disconnect");
        assertThat(Rig.event(call)).contains("msml.dialog.exit");

        call.respond(call.expect("BYE"), 200, "OK", "");
    }

    @Test
    void aReInviteIsAnsweredWithTheSameSession() {
        SipDialog call = rig.call();
        call.invite(AUDIO, "Content-Type: application/sdp");
        assertThat(call.expectResponse(200, "INVITE").body()).contains("m=audio 0");
        call.ack();
    }

    private static String start(SipDialog call, String event) {
        return "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                + "\" type=\"application/moml+xml\"><send target=\"source\" event=\"" + event
                + "\"/></dialogstart></msml>";
    }

    private static String external(SipDialog call, String uri) {
        return "<msml version=\"1.1\"><dialogstart target=\"conn:" + call.remoteTag()
                + "\" type=\"application/moml+xml\" name=\"d\" src=\"" + uri + "\"/></msml>";
    }

    @Test
    void aCallThatWaitsForANameServerIsTakenWhenItIsKnown() throws Exception {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        try (Rig asking = Rig.start(home.resolve("asking"), from -> Changes.asksWhoCalls(from, address -> decision))) {
            SipDialog call = asking.as.invite(
                    asking.address(), "sip:msml@127.0.0.1", Rig.CONTROL_SDP, "Content-Type: application/sdp");
            call.expectResponse(100, "INVITE");
            decision.complete(true);
            call.expectResponse(200, "INVITE");
            call.ack();
            assertThat(Rig.ask(call, "<msml version=\"1.1\"/>")).contains("response=\"200\"");
            call.bye();
            call.expectResponse(200, "BYE");
        }
    }

    @Test
    void aCallWhoseCallerCouldNotBeLookedUpBeforeIsRefused() throws Exception {
        CompletableFuture<Boolean> failed =
                CompletableFuture.failedFuture(new IllegalStateException("a bug of the test"));
        try (Rig asking = Rig.start(home.resolve("asking"), from -> Changes.asksWhoCalls(from, address -> failed))) {
            asking.as
                    .invite(asking.address(), "sip:msml@127.0.0.1", Rig.CONTROL_SDP, "Content-Type: application/sdp")
                    .expectResponse(403, "INVITE");
        }
    }

    @Test
    void aCallWhoseCallerCannotBeLookedUpIsRefused() throws Exception {
        CompletableFuture<Boolean> decision = new CompletableFuture<>();
        try (Rig asking = Rig.start(home.resolve("asking"), from -> Changes.asksWhoCalls(from, address -> decision))) {
            SipDialog call = asking.as.invite(
                    asking.address(), "sip:msml@127.0.0.1", Rig.CONTROL_SDP, "Content-Type: application/sdp");
            call.expectResponse(100, "INVITE");
            decision.completeExceptionally(new IllegalStateException("a bug of the test"));
            call.expectResponse(403, "INVITE");
        }
    }
}
