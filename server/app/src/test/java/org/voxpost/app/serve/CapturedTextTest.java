package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.voxpost.app.serve.Station.sip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.HttpRequest;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipPeer;
import org.voxpost.testkit.TextCaller;

/** Text to 9-1-1 as the answering side sees it by REST, when the call comes to us (1PCC). */
class CapturedTextTest {

    private static final String HELP = "sip:911@127.0.0.1";

    @TempDir
    Path home;

    @Test
    void whatACallerWritesIsReadInOrderWithItsIdentifiers() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(
                        sip(server),
                        HELP,
                        "Call-Info: <urn:emergency:uid:callid:abcdef1234:esrp.example.com>;purpose=emergency-CallId",
                        "Call-Info:"
                            + " <urn:emergency:uid:incidentid:inc1234567:esrp.example.com>;purpose=emergency-IncidentId")) {
            caller.say("someone is in the house");
            caller.say("please hurry \uD83D\uDE31");
            caller.hangUp();

            List<JsonNode> events = psap.until("call-ended");
            assertThat(events).extracting(event -> event.get("type").asText()).startsWith("signalling", "call-started");
            assertThat(psap.texts(events)).containsExactly("someone is in the house", "please hurry \uD83D\uDE31");
            assertThat(events)
                    .extracting(event -> event.get("sequence").asLong())
                    .isSorted();
            JsonNode message = psap.messages(events).getFirst();
            assertThat(message.get("callId").asText())
                    .isEqualTo("urn:emergency:uid:callid:abcdef1234:esrp.example.com");
            assertThat(message.get("incidentId").asText())
                    .isEqualTo("urn:emergency:uid:incidentid:inc1234567:esrp.example.com");
            assertThat(message.get("logEventType").asText()).isEqualTo("NonRtpMediaMessageLogEvent");
            assertThat(message.get("direction").asText()).isEqualTo("incoming");
            assertThat(message.get("protocol").asText()).isEqualTo("MSRP");
            assertThat(psap.get(message.get("content").asText()))
                    .isEqualTo("someone is in the house".getBytes(StandardCharsets.UTF_8));

            JsonNode session =
                    psap.json("/api/v1/sessions/" + message.get("session").asText());
            assertThat(session.get("state").asText()).isEqualTo("closed");
            assertThat(session.get("called").asText()).isEqualTo(HELP);
        }
    }

    @Test
    void theAnsweringSideWritesBackAndLearnsThatItArrived() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            String session = psap.untilFirst("media-started").get("session").asText();

            // Members that nobody knows yet are passed over.
            JsonNode said = psap.post(
                    "/api/v1/sessions/" + session + "/messages",
                    "{\"text\": \"where are you?\", \"urgency\": {\"level\": 1}}",
                    202);

            assertThat(caller.expectText()).isEqualTo("where are you?");
            List<JsonNode> events = psap.until("undelivered", "delivered");
            assertThat(events.getLast().get("messageId").asText())
                    .isEqualTo(said.get("messageId").asText());
        }
    }

    @Test
    void aCallerOnHoldIsToldSoAndOneWithTextFlowingIsGreeted() throws Exception {
        try (Server server =
                        server(Map.of("capture", "{users: ['911'], greeting: 'We are here.', hold: 'Please wait.'}"));
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            assertThat(caller.expectText()).isEqualTo("We are here.");
            String session = psap.untilFirst("media-started").get("session").asText();
            psap.post("/api/v1/sessions/" + session + "/hold", "", 202);
            assertThat(caller.expectText()).isEqualTo("Please wait.");
        }
    }

    @Test
    void theAnsweringSideEndsTheCallAndTheRecordSaysSo() throws Exception {
        try (Server server = server(Map.of("capture", "{users: ['911'], closing: 'The call is over.'}"));
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            String session = psap.untilFirst("media-started").get("session").asText();

            psap.post("/api/v1/sessions/" + session + "/end", "{\"reason\": \"help is there\"}", 202);

            assertThat(caller.expectText()).isEqualTo("The call is over.");
            assertThat(caller.sip().expect("BYE").header("Reason").orElse("")).contains("help is there");
            assertThat(psap.untilFirst("call-ended").get("note").asText()).isEqualTo("we hung up: help is there");
            assertThat(psap.status("POST", "/api/v1/sessions/" + session + "/messages", "{\"text\": \"hello?\"}"))
                    .isEqualTo(409);
        }
    }

    @Test
    void factsArriveAsServerSentEventsAndGoOnBehindTheLastOneSeen() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            long seen;
            try (Psap.Stream stream = psap.stream(0)) {
                caller.say("first");
                seen = stream.expect("message").get("sequence").asLong();
            }
            caller.say("second");
            try (Psap.Stream stream = psap.stream(seen)) {
                assertThat(stream.expect("message").get("text").asText()).isEqualTo("second");
                caller.msrp()
                        .send(
                                "application/im-iscomposing+xml",
                                ("<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'><state>active</state>"
                                                + "</isComposing>")
                                        .getBytes(StandardCharsets.UTF_8));
                assertThat(stream.expect("composing").get("active").asBoolean()).isTrue();
            }
            assertThat(psap.texts(psap.events(0))).containsExactly("first", "second");
        }
    }

    @Test
    void aReaderGoesOnWhereItSaidThatItWas() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            caller.say("first");
            long place = psap.untilFirst("message").get("sequence").asLong();
            psap.put("/api/v1/readers/console", "{\"place\": " + place + "}", 200);
            caller.say("second");

            assertThat(psap.texts(psap.items("/api/v1/events?reader=console&wait=10")))
                    .containsExactly("second");
            assertThat(psap.status("PUT", "/api/v1/readers/console", "{\"place\": 99999}"))
                    .isEqualTo(400);
        }
    }

    @Test
    void everyPartThatACallToTheServiceCameWithIsReadAsItCame() throws Exception {
        String location = "<?xml version='1.0'?>\n<presence xmlns='urn:ietf:params:xml:ns:pidf'>\u00e9</presence>\n";
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.callWith(
                        sip(server),
                        "urn:service:sos.fire",
                        "application/pidf+xml",
                        location,
                        "Geolocation: <cid:location@example.com>, <https://lis.example.com/1>",
                        "Resource-Priority: esnet.1")) {
            caller.say("fire");
            String session = psap.untilFirst("message").get("session").asText();

            JsonNode invite = psap.json("/api/v1/sessions/" + session + "/invite");
            assertThat(invite.get("startLine").asText()).isEqualTo("INVITE urn:service:sos.fire SIP/2.0");
            assertThat(invite.get("headers"))
                    .extracting(JsonNode::asText)
                    .contains(
                            "Geolocation: <cid:location@example.com>, <https://lis.example.com/1>",
                            "Resource-Priority: esnet.1");
            assertThat(invite.get("parts"))
                    .extracting(part -> part.get("contentType").asText())
                    .containsExactly("application/sdp", "application/pidf+xml");
            assertThat(psap.get(invite.get("parts").get(1).get("content").asText()))
                    .isEqualTo(location.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aTestCallIsMarkedAndHearsItsOwnWordsThreeTimesAtMost() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), "urn:service:test.sos")) {
            for (String word : List.of("one", "two", "three")) {
                caller.say(word);
                assertThat(caller.expectText()).isEqualTo(word);
            }
            caller.say("four");
            caller.hangUp();

            List<JsonNode> events = psap.until("call-ended");
            assertThat(events).allMatch(event -> event.get("test").asBoolean());
            assertThat(psap.texts(events)).containsOnlyOnce("four");
        }
    }

    @Test
    void aMessageThatCannotBeReadIsShownToTheAnsweringSide() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                SipPeer odd = SipPeer.udp()) {
            odd.sendRaw(sip(server), "INVITE urn:service:sos SIP/2.0\r\nVia: nonsense\r\n\r\n");

            JsonNode malformed = psap.untilFirst("malformed");
            assertThat(malformed.get("logEventType").asText()).isEqualTo("MalformedMessageLogEvent");
            assertThat(malformed.get("party").asText()).contains(String.valueOf(odd.port()));
            assertThat(new String(psap.get(malformed.get("content").asText()), StandardCharsets.UTF_8))
                    .startsWith("INVITE urn:service:sos");
        }
    }

    @Test
    void aTranscriptIsJsonOrAPageInWhichNothingOfTheCallerIsMarkup() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            caller.say("<script>alert(1)</script>");
            String session = psap.untilFirst("message").get("session").asText();
            psap.post(
                    "/api/v1/sessions/" + session + "/messages",
                    "{\"text\": \"we come\", \"party\": \"agent 7\"}",
                    202);
            assertThat(caller.expectText()).isEqualTo("we come");
            psap.until("delivered");
            caller.hangUp();
            psap.until("call-ended");

            JsonNode transcript = psap.json("/api/v1/sessions/" + session + "/transcript");
            assertThat(transcript.get("complete").asBoolean()).isTrue();
            assertThat(transcript.get("lines"))
                    .filteredOn(line -> line.has("text"))
                    .extracting(line ->
                            line.get("from").asText() + ": " + line.get("text").asText())
                    .containsExactly("caller: <script>alert(1)</script>", "agent: we come");
            String page = psap.page("/api/v1/sessions/" + session + "/transcript");
            assertThat(page)
                    .contains("&lt;script&gt;alert(1)", "we come", "agent 7")
                    .doesNotContain("<script");
        }
    }

    @Test
    void aWebhookThatIsDownGetsEveryFactInOrderOnceItIsBack() throws Exception {
        try (HttpPeer sink = HttpPeer.start()) {
            sink.on("/hook", HttpAnswer.status(503), HttpAnswer.status(500), HttpAnswer.ok(new byte[0]));
            String hook =
                    "[{name: a, url: '" + sink.uri("/hook") + "', secret: secret, sends: [text], first-wait: 100ms}]";
            try (Server server = server(Map.of("webhooks", hook));
                    TextCaller caller = TextCaller.call(sip(server), HELP)) {
                caller.say("help");
                List<String> types = new ArrayList<>();
                String first = "";
                while (!types.contains("message")) {
                    HttpRequest request = sink.expect("POST", "/hook");
                    JsonNode event = new ObjectMapper().readTree(request.octets());
                    types.add(event.get("type").asText());
                    first = first.isEmpty() ? request.header("webhook-id").orElseThrow() : first;
                }
                assertThat(types)
                        .containsExactly(
                                "signalling", "signalling", "signalling", "call-started", "media-started", "message");
                assertThat(first).isEqualTo("fact_1");
            }
        }
    }

    @Test
    void whoOwnsTheSignallingOpensASessionByRestAndEndsIt() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                MsrpPeer caller = MsrpPeer.listen().answerAlways()) {
            JsonNode opened = psap.post(
                    "/api/v1/sessions",
                    psap.text(Map.of(
                            "offer", TextCaller.offer(caller),
                            "caller", "sip:caller@example.com",
                            "called", "urn:service:sos",
                            "callIdSip", "abc@esrp")),
                    201);
            caller.remotePath(TextCaller.path(opened.get("description").asText()));
            caller.expectConnection();
            assertThat(caller.expectSend().octets()).isEmpty();
            String transaction = caller.send("text/plain", "help".getBytes(StandardCharsets.UTF_8));
            assertThat(caller.expectResponseTo(transaction).status()).isEqualTo(200);

            String id = opened.get("id").asText();
            assertThat(psap.untilFirst("message").get("session").asText()).isEqualTo(id);
            assertThat(psap.json("/api/v1/sessions/" + id).get("origin").asText())
                    .isEqualTo("rest");
            psap.post("/api/v1/sessions/" + id + "/end", "{}", 202);
            psap.until("call-ended");
            caller.expectEnd();
            assertThat(psap.status("POST", "/api/v1/sessions", "{\"offer\": \"nonsense\"}"))
                    .isEqualTo(400);
        }
    }

    @Test
    void aMessageOfWhichTheRestNeverComesIsKeptAndToldAsSuch() throws Exception {
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            String transaction = caller.msrp()
                    .sendChunk("m1", "text/plain", "he has a gun in the".getBytes(StandardCharsets.UTF_8), 1, 100, '+');
            assertThat(caller.msrp().expectResponseTo(transaction).status()).isEqualTo(200);
            caller.msrp().reset();

            JsonNode incomplete = psap.untilFirst("incomplete");
            assertThat(incomplete.get("note").asText()).startsWith("19 of 100 octets came");
            assertThat(psap.get(incomplete.get("content").asText()))
                    .isEqualTo("he has a gun in the".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatIsLongOrNoTextIsKeptAsItCame() throws Exception {
        byte[] picture = new byte[200_000];
        new Random(7).nextBytes(picture);
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            String transaction = caller.msrp().send("image/jpeg", picture);
            assertThat(caller.msrp().expectResponseTo(transaction).status()).isEqualTo(200);

            JsonNode message = psap.untilFirst("message");
            assertThat(message.get("contentType").asText()).isEqualTo("image/jpeg");
            assertThat(message.has("text")).isFalse();
            assertThat(psap.get(message.get("content").asText())).isEqualTo(picture);
        }
    }

    @Test
    void wordsInAnEnvelopeAreReadAndTheirSenderHearsThatTheyArrived() throws Exception {
        String cpim = """
            From: Anna <sip:anna@example.com>
            To: <urn:service:sos>
            NS: imdn <urn:ietf:params:imdn>
            imdn.Message-ID: abc123
            DateTime: 2026-11-28T12:00:00Z
            imdn.Disposition-Notification: positive-delivery

            Content-type: text/plain; charset=utf-8

            help me\
            """.replace("\n", "\r\n");
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            String transaction = caller.msrp().send("message/cpim", cpim.getBytes(StandardCharsets.UTF_8));
            assertThat(caller.msrp().expectResponseTo(transaction).status()).isEqualTo(200);

            JsonNode message = psap.untilFirst("message");
            assertThat(message.get("text").asText()).isEqualTo("help me");
            assertThat(message.get("claimedParty").asText()).contains("anna@example.com");
            assertThat(message.get("claimedName").asText()).isEqualTo("Anna");
            assertThat(psap.get(message.get("content").asText())).isEqualTo(cpim.getBytes(StandardCharsets.UTF_8));
            assertThat(caller.expectText()).contains("<message-id>abc123</message-id>", "<delivered");
            assertThat(psap.json("/api/v1/sessions/" + message.get("session").asText() + "/transcript")
                            .get("lines"))
                    .filteredOn(line -> line.has("from"))
                    .hasSize(1);
        }
    }

    @Test
    void textThatIsNoUtf8IsMarkedAndKeptAsItCame() throws Exception {
        byte[] octets = {'h', 'i', (byte) 0xff, '!'};
        try (Server server = server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            String transaction = caller.msrp().send("text/plain", octets);
            assertThat(caller.msrp().expectResponseTo(transaction).status()).isEqualTo(200);

            JsonNode message = psap.untilFirst("message");
            assertThat(message.get("text").asText()).isEqualTo("hi\uFFFD!");
            assertThat(message.get("validText").asBoolean()).isFalse();
            assertThat(psap.get(message.get("content").asText())).isEqualTo(octets);
        }
    }

    @Test
    void aServerThatStopsDoesNotWaitForWhoReadsItsEvents() throws Exception {
        Server server = server(Map.of());
        try (Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP);
                Psap.Stream stream = psap.stream(0)) {
            stream.expect("media-started");
            assertTimeoutPreemptively(Duration.ofSeconds(20), server::close);
            assertThat(stream.expect("call-ended").get("note").asText()).contains("the server stops");
            assertThat(caller.sip().expect("BYE").method()).isEqualTo("BYE");
        }
    }

    @Test
    void whatIsNoEmergencyCallStaysAnApplicationServersCallAndNeedNotBeCaptured() throws Exception {
        try (Server server = server(Map.of("capture", "{on-control: false}"));
                TextCaller caller = TextCaller.invite(sip(server), "sip:msml@127.0.0.1")) {
            assertThat(caller.dialog().expectResponse(200, "INVITE").body()).contains("m=message 0 TCP/MSRP");
        }
    }

    private Server server(Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("capture", "{users: ['911']}"));
        settings.putAll(more);
        return new Station(home).server(settings);
    }
}
