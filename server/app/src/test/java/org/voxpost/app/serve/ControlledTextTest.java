package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.serve.Station.sip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.FetchTerms;
import org.voxpost.media.MediaUri;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;
import org.voxpost.testkit.TextCaller;

/** Text that an application server brings on its own call and hears of in MSML (3PCC). The caller's stream is played by the test. */
class ControlledTextTest {

    private static final String CONTROL = "sip:msml@127.0.0.1";
    private static final String NO_STREAM =
            "v=0\r\no=as 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";

    /** Tells everything there is to tell. */
    private static final String EVERYTHING = capture(
            "",
            "<text:capturestart><send target='source' event='begun' namelist='capture.session capture.callid'/>"
                    + "</text:capturestart><text:capturemedia><send target='source' event='media'"
                    + " namelist='capture.kind'/></text:capturemedia><text:capturemessage><send target='source'"
                    + " event='message' namelist='capture.number capture.from capture.text"
                    + " capture.validtext'/></text:capturemessage><text:captureincomplete><send target='source'"
                    + " event='half' namelist='capture.size'/></text:captureincomplete><text:capturedelivery><send"
                    + " target='source' event='delivery' namelist='capture.kind"
                    + " capture.messageid'/></text:capturedelivery><text:capturecomposing><send target='source'"
                    + " event='composing' namelist='capture.composing'/></text:capturecomposing><text:captureexit><send"
                    + " target='source' event='over' namelist='capture.end capture.reason"
                    + " capture.count'/></text:captureexit>");

    @TempDir
    Path home;

    @Test
    void whatTheCallerWritesIsToldInOrderAndIsOnRecord() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(
                        sip(server),
                        CONTROL,
                        "Call-Info: <urn:emergency:uid:callid:abcdef1234:esrp.example.com>;purpose=emergency-CallId")) {
            SipDialog call = caller.dialog();
            start(call, "listen", EVERYTHING);

            String begun = event(call, "begun");
            assertThat(value(begun, "capture.callid"))
                    .isEqualTo("urn:emergency:uid:callid:abcdef1234:esrp.example.com");
            assertThat(value(event(call, "media"), "capture.kind")).isEqualTo("media-started");
            caller.say("smoke & fire <here>");
            caller.say("please hurry \uD83D\uDE31");
            String first = event(call, "message");
            assertThat(value(first, "capture.text")).isEqualTo("smoke &amp; fire &lt;here>");
            assertThat(value(first, "capture.from")).isEqualTo("caller");
            assertThat(value(event(call, "message"), "capture.text")).isEqualTo("please hurry \uD83D\uDE31");

            JsonNode session = psap.json("/api/v1/sessions/" + value(begun, "capture.session"));
            assertThat(session.get("origin").asText()).isEqualTo("control");
            assertThat(session.get("callIdSip").asText()).isEqualTo(call.callId());
            leave(caller);
            assertThat(psap.texts(psap.until("call-ended")))
                    .containsExactly("smoke & fire <here>", "please hurry \uD83D\uDE31");
        }
    }

    @Test
    void whatTheApplicationServerSaysReachesTheCallerAndItHearsSo() throws Exception {
        try (Server server = server(Map.of());
                TextCaller caller = TextCaller.call(sip(server), CONTROL)) {
            SipDialog call = caller.dialog();
            start(
                    call,
                    "say",
                    "<text:say xmlns:text='urn:voxpost:msml:text:1' id='q' party='call taker 7'><text:content>Which"
                            + " floor?</text:content><text:sayexit><send target='source' event='said' namelist='say.end"
                            + " say.q.status'/></text:sayexit></text:say>");

            assertThat(caller.expectText()).isEqualTo("Which floor?");
            String said = event(call, "said");
            assertThat(value(said, "say.end")).isEqualTo("say.complete");
            assertThat(value(said, "say.q.status")).isEqualTo("200");
            assertThat(event(call, "msml.dialog.exit")).doesNotContain("dialog.exit.status");
        }
    }

    @Test
    void thatTheCallerWritesIsToldAndTheOtherWayRound() throws Exception {
        try (Server server = server(Map.of());
                TextCaller caller = TextCaller.call(sip(server), CONTROL)) {
            SipDialog call = caller.dialog();
            start(call, "listen", EVERYTHING);
            event(call, "begun");
            event(call, "media");
            caller.msrp()
                    .send(
                            "application/im-iscomposing+xml",
                            ("<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'><state>active</state>"
                                            + "</isComposing>")
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(value(event(call, "composing"), "capture.composing")).isEqualTo("true");

            send(call, "listen/capture", "composing");
            assertThat(caller.expectText()).contains("<state>active</state>");
            leave(caller);
        }
    }

    @Test
    void theTranscriptIsFiledWhenTheCallIsOver() throws Exception {
        try (Server server = server(Map.of("transfer.drain", "20s"));
                TextCaller caller = TextCaller.call(sip(server), CONTROL)) {
            start(caller.dialog(), "file", capture("transcript='file://transcript.json'", ""));
            caller.say("first");
            caller.say("second");
            leave(caller);
            server.engine().drain();

            JsonNode transcript = new ObjectMapper()
                    .readTree(server
                            .engine()
                            .media()
                            .fetch(
                                    MediaUri.parse("file://transcript.json"),
                                    new FetchTerms(Duration.ofSeconds(5), 1 << 20))
                            .stream());
            assertThat(transcript.get("complete").asBoolean()).isTrue();
            assertThat(transcript.get("lines"))
                    .filteredOn(line -> line.has("text"))
                    .extracting(line -> line.get("text").asText())
                    .containsExactly("first", "second");
        }
    }

    @Test
    void aTranscriptThatCannotBeFiledIsTold() throws Exception {
        try (Server server = server(Map.of());
                TextCaller caller = TextCaller.call(sip(server), CONTROL)) {
            SipDialog call = caller.dialog();
            start(call, "file", capture("id='c' transcript='file:///proc/no/such'", ""));
            send(call, "file/capture.c", "terminate");

            assertThat(event(call, "msml.dialog.exit")).contains("[capture]: 403");
        }
    }

    @Test
    void theStreamMayBeAddedToACallThatStands() throws Exception {
        try (Server server = server(Map.of());
                SipPeer sip = SipPeer.udp();
                MsrpPeer msrp = MsrpPeer.listen().answerAlways()) {
            sip.answerAlways("BYE");
            SipDialog call = sip.invite(sip(server), CONTROL, NO_STREAM, "Content-Type: application/sdp");
            String before = call.expectResponse(200, "INVITE").body();
            call.ack();
            assertThat(before).doesNotContain("m=message");

            call.request("INVITE", TextCaller.offer(msrp), "Content-Type: application/sdp");
            String after = call.expectResponse(200, "INVITE").body();
            call.ack();
            msrp.remotePath(TextCaller.path(after));
            msrp.expectConnection();
            msrp.expectSend();

            assertThat(version(after)).isEqualTo(version(before) + 1);
            start(call, "listen", EVERYTHING);
            event(call, "begun");
            event(call, "media");
            msrp.expectResponseTo(msrp.send("text/plain", "hello".getBytes(StandardCharsets.UTF_8)));
            assertThat(value(event(call, "message"), "capture.text")).isEqualTo("hello");
            sip.answerAlways("INFO");
            call.bye();
        }
    }

    @Test
    void theEndByOrderIsToldAndTheCallStands() throws Exception {
        try (Server server = server(Map.of("capture", "{closing: 'The call is over.'}"));
                TextCaller caller = TextCaller.call(sip(server), CONTROL)) {
            SipDialog call = caller.dialog();
            start(call, "listen", EVERYTHING);
            event(call, "begun");
            send(call, "listen/capture", "end");

            assertThat(caller.expectText()).isEqualTo("The call is over.");
            event(call, "media");
            event(call, "delivery");
            event(call, "media");
            String over = event(call, "over");
            assertThat(value(over, "capture.end")).isEqualTo("capture.complete");
            assertThat(value(over, "capture.reason")).contains("the application server ended it");
            event(call, "msml.dialog.exit");
            assertThat(ask(call, "<msml version='1.1'/>")).contains("response=\"200\"");
            leave(caller);
        }
    }

    @Test
    void aRefreshWithTheOldOfferDoesNotBringBackWhatWasEnded() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                SipPeer sip = SipPeer.udp();
                MsrpPeer msrp = MsrpPeer.listen().answerAlways()) {
            String offer = TextCaller.offer(msrp);
            SipDialog call = sip.invite(sip(server), CONTROL, offer, "Content-Type: application/sdp");
            String first = call.expectResponse(200, "INVITE").body();
            call.ack();
            start(call, "listen", capture("", ""));
            send(call, "listen/capture", "end");
            event(call, "msml.dialog.exit");

            call.request("INVITE", offer, "Content-Type: application/sdp");
            String refreshed = call.expectResponse(200, "INVITE").body();
            call.ack();
            assertThat(refreshed).contains("m=message 0 ").doesNotContain("a=path");
            assertThat(version(refreshed)).isEqualTo(version(first) + 1);

            call.request("INVITE", "");
            String ours = call.expectResponse(200, "INVITE").body();
            call.ack(offer);
            assertThat(ours).isEqualTo(refreshed);

            call.request("INVITE", TextCaller.offer(MsrpPeer.listen()), "Content-Type: application/sdp");
            assertThat(call.expectResponse(200, "INVITE").body()).doesNotContain("m=message 0 ");
            call.ack();
            assertThat(psap.items("/api/v1/sessions")).hasSize(2);
            sip.answerAlways("INFO", "BYE");
            call.bye();
        }
    }

    @Test
    void textAddedLaterBelongsToTheEmergencyCallOfTheInvite() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                SipPeer sip = SipPeer.udp();
                MsrpPeer msrp = MsrpPeer.listen().answerAlways()) {
            SipDialog call = sip.invite(
                    sip(server),
                    CONTROL,
                    NO_STREAM,
                    "Content-Type: application/sdp",
                    "Call-Info: <urn:emergency:uid:callid:abcdef1234:esrp.example.com>;purpose=emergency-CallId");
            call.expectResponse(200, "INVITE");
            call.ack();
            call.request("INVITE", TextCaller.offer(msrp), "Content-Type: application/sdp");
            call.expectResponse(200, "INVITE");
            call.ack();

            JsonNode started = psap.untilFirst("call-started");
            assertThat(started.get("callId").asText())
                    .isEqualTo("urn:emergency:uid:callid:abcdef1234:esrp.example.com");
            String path = "/api/v1/sessions/" + started.get("session").asText();
            assertThat(psap.json(path + "/invite").get("startLine").asText()).startsWith("INVITE ");
            sip.answerAlways("INFO", "BYE");
            call.bye();
        }
    }

    @Test
    void whoBeginsLateHearsWhatWasSaidBeforeBehindTheFactThatItNames() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), CONTROL)) {
            caller.say("one");
            caller.say("two");
            long one = psap.until("message").getLast().get("number").asLong();
            start(
                    caller.dialog(),
                    "late",
                    capture(
                            "after='" + one + "'",
                            "<text:capturemessage><send target='source' event='message' namelist='capture.text'/>"
                                    + "</text:capturemessage>"));

            assertThat(value(event(caller.dialog(), "message"), "capture.text")).isEqualTo("two");
            leave(caller);
        }
    }

    @Test
    void aCallWithoutTextHasNothingToCapture() throws Exception {
        try (Server server = server(Map.of());
                SipPeer sip = SipPeer.udp()) {
            SipDialog call = sip.invite(sip(server), CONTROL, NO_STREAM, "Content-Type: application/sdp");
            call.expectResponse(200, "INVITE");
            call.ack();
            start(call, "listen", EVERYTHING);

            assertThat(value(event(call, "over"), "capture.end")).isEqualTo("capture.failed");
            assertThat(event(call, "msml.dialog.exit")).contains("[capture]: 404");
            sip.answerAlways("INFO", "BYE");
        }
    }

    @Test
    void whereNothingIsCapturedTheStreamIsDeclinedAndThePrimitiveUnsupported() throws Exception {
        try (Server server = server(Map.of("capture", "{captured: false}"));
                TextCaller caller = TextCaller.invite(sip(server), CONTROL)) {
            SipMessage answer = caller.dialog().expectResponse(200, "INVITE");
            caller.dialog().ack();

            assertThat(answer.body()).contains("m=message 0 ");
            assertThat(start(caller.dialog(), "listen", EVERYTHING)).contains("response=\"402\"");
        }
    }

    @Test
    void partsBesideTheOfferAreOnRecordAsTheyCame() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.callWith(
                        sip(server), CONTROL, "application/pidf+xml", "<presence>here</presence>")) {
            String session = psap.untilFirst("media-started").get("session").asText();

            assertThat(new String(psap.get("/api/v1/sessions/" + session + "/parts/2"), StandardCharsets.UTF_8))
                    .isEqualTo("<presence>here</presence>");
            caller.hangUp();
        }
    }

    /** Hangs up, and takes what is told of that. */
    private static void leave(TextCaller caller) {
        caller.sip().answerAlways("INFO");
        caller.hangUp();
    }

    private static String capture(String attributes, String handlers) {
        return "<text:capture xmlns:text='urn:voxpost:msml:text:1' " + attributes + ">" + handlers + "</text:capture>";
    }

    private static String start(SipDialog call, String name, String elements) {
        return ask(
                call,
                "<msml version='1.1'><dialogstart target='conn:" + call.remoteTag()
                        + "' type='application/moml+xml' name='" + name + "'>" + elements + "</dialogstart></msml>");
    }

    private static void send(SipDialog call, String part, String event) {
        assertThat(ask(
                        call,
                        "<msml version='1.1'><send target='conn:" + call.remoteTag() + "/dialog:" + part + "' event='"
                                + event + "'/></msml>"))
                .contains("response=\"200\"");
    }

    private static String ask(SipDialog call, String document) {
        call.info("application/xml", document);
        return call.expectResponse(200, "INFO").body();
    }

    /** Waits for the next event, which has to be this one, and answers it. */
    private static String event(SipDialog call, String name) {
        SipMessage info = call.expect("INFO");
        call.respond(info, 200, "OK", "");
        assertThat(info.body()).contains("name=\"" + name + "\"");
        return info.body();
    }

    private static String value(String event, String name) {
        var pair = Pattern.compile("<name>" + Pattern.quote(name) + "</name>\\s*<value>([^<]*)</value>")
                .matcher(event);
        assertThat(pair.find()).as(event).isTrue();
        return pair.group(1);
    }

    private static int version(String sdp) {
        String origin =
                sdp.lines().filter(line -> line.startsWith("o=")).findFirst().orElseThrow();
        return Integer.parseInt(origin.split(" ", -1)[2]);
    }

    private Server server(Map<String, String> more) throws Exception {
        return new Station(home).server(more);
    }
}
