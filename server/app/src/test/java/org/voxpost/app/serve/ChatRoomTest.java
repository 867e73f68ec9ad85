package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.serve.Station.sip;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.TextCaller;

/** Text to 9-1-1 from a bridge, which is a chat room to us: the name by which its other participants know us (RFC 7701 §7, §8). */
class ChatRoomTest {

    private static final String HELP = "urn:service:sos";

    @TempDir
    Path home;

    @Test
    void aNameThatIsTakenGetsANumberAndTheRecordSaysByWhichTheOthersKnowUs() throws Exception {
        try (Server server = server("{nickname: Call taker}");
                Psap psap = Psap.of(server);
                TextCaller bridge =
                        TextCaller.inviteFromRoom(sip(server), HELP, "a=chatroom:nickname private-messages")) {
            assertThat(answer(bridge).lines()).contains("a=chatroom:nickname");
            bridge.connected();
            refuse(bridge, "Call taker", 425, "Nickname reserved or already in use");
            MsrpFrame second = bridge.msrp().expect("NICKNAME");
            assertThat(second.header("Use-Nickname")).hasValue("\"Call taker 2\"");
            bridge.msrp().respond(second, 200);

            JsonNode named = psap.untilFirst("nickname");
            assertThat(named.get("note").asText()).isEqualTo("the others know us as \"Call taker 2\"");
            assertThat(named.get("status").asInt()).isEqualTo(200);
            assertThat(psap.json("/api/v1/sessions/" + named.get("session").asText() + "/transcript")
                            .get("lines"))
                    .extracting(line -> line.path("note").asText())
                    .contains("In the chat room the others know us as \"Call taker 2\".");
        }
    }

    @Test
    void fiveNamesAreAskedForAndTextFlowsAllTheSameWhenNoneIsGiven() throws Exception {
        try (Server server = server("{nickname: Desk, greeting: We are here.}");
                Psap psap = Psap.of(server);
                TextCaller bridge = TextCaller.inviteFromRoom(sip(server), HELP, "a=chatroom:nickname")) {
            bridge.established();
            assertThat(bridge.expectText()).isEqualTo("We are here.");
            for (String name : List.of("Desk", "Desk 2", "Desk 3", "Desk 4", "Desk 5")) {
                refuse(bridge, name, 425, "In use");
            }
            JsonNode unnamed = psap.untilFirst("nickname");
            assertThat(unnamed.get("note").asText()).isEqualTo("the name \"Desk 5\" was not given to us: In use");
            assertThat(unnamed.get("status").asInt()).isEqualTo(425);
            bridge.say("help");
            assertThat(psap.texts(psap.events(0))).containsExactly("We are here.", "help");
        }
    }

    @Test
    void aRoomThatGivesNoNamesIsNotAskedAgain() throws Exception {
        try (Server server = server("{nickname: Desk}");
                Psap psap = Psap.of(server);
                TextCaller bridge = TextCaller.inviteFromRoom(sip(server), HELP, "a=chatroom:nickname")) {
            bridge.established();
            refuse(bridge, "Desk", 403, "");
            assertThat(psap.untilFirst("nickname").get("note").asText())
                    .isEqualTo("the name \"Desk\" was not given to us: 403");
            bridge.say("help");
            bridge.msrp().expectNothing(Duration.ofMillis(1));
        }
    }

    @Test
    void whoSaysNothingOfNamesIsNotAskedForOne() throws Exception {
        try (Server server = server("{nickname: Desk, greeting: We are here.}")) {
            try (TextCaller bridge = TextCaller.inviteFromRoom(sip(server), HELP, "a=chatroom")) {
                assertThat(answer(bridge).lines()).contains("a=chatroom:nickname");
                bridge.connected();
                assertThat(bridge.expectText()).isEqualTo("We are here.");
                bridge.msrp().expectNothing(Duration.ofMillis(1));
            }
            try (TextCaller caller = TextCaller.invite(sip(server), HELP)) {
                assertThat(answer(caller)).doesNotContain("chatroom");
                caller.connected();
                assertThat(caller.expectText()).isEqualTo("We are here.");
                caller.msrp().expectNothing(Duration.ofMillis(1));
            }
        }
    }

    @Test
    void withoutANameOfOursNoneIsAskedForAndNoChatRoomIsAnswered() throws Exception {
        try (Server server = server("{greeting: We are here.}");
                TextCaller bridge = TextCaller.inviteFromRoom(sip(server), HELP, "a=chatroom:nickname")) {
            assertThat(answer(bridge)).doesNotContain("chatroom");
            bridge.connected();
            assertThat(bridge.expectText()).isEqualTo("We are here.");
            bridge.msrp().expectNothing(Duration.ofMillis(1));
        }
    }

    @Test
    void aBridgeThatComesToHaveNamesInMidCallIsAskedThen() throws Exception {
        try (Server server = server("{nickname: Desk}");
                Psap psap = Psap.of(server);
                TextCaller bridge = TextCaller.inviteFromRoom(sip(server), HELP, "a=chatroom")) {
            bridge.established();
            psap.untilFirst("media-started");
            bridge.dialog().invite(TextCaller.offer(bridge.msrp()) + "a=chatroom:nickname\r\n");
            SipMessage answer = bridge.dialog().expectResponse(200, "INVITE");
            bridge.dialog().ack();
            assertThat(answer.body().lines()).contains("a=chatroom:nickname");
            bridge.msrp().respond(bridge.msrp().expect("NICKNAME"), 200);
            assertThat(psap.untilFirst("nickname").get("note").asText()).isEqualTo("the others know us as \"Desk\"");
        }
    }

    @Test
    void theNameThatARoomGivesItsParticipantIsShownBesideTheAddress() throws Exception {
        String cpim = """
            From: "Bob \\"the fire\\" Chief" <sip:bob@example.com>
            To: <sip:room22@bridge.example.com>

            Content-type: text/plain; charset=utf-8

            on our way\
            """.replace("\n", "\r\n");
        try (Server server = server("{}");
                Psap psap = Psap.of(server);
                TextCaller bridge = TextCaller.inviteFromRoom(sip(server), HELP, "a=chatroom:nickname")) {
            bridge.established();
            String transaction = bridge.msrp().send("message/cpim", cpim.getBytes(StandardCharsets.UTF_8));
            assertThat(bridge.msrp().expectResponseTo(transaction).status()).isEqualTo(200);

            JsonNode message = psap.untilFirst("message");
            assertThat(message.get("text").asText()).isEqualTo("on our way");
            assertThat(message.get("claimedName").asText()).isEqualTo("Bob \"the fire\" Chief");
            assertThat(message.get("claimedParty").asText()).isEqualTo("sip:bob@example.com");
        }
    }

    private static void refuse(TextCaller bridge, String name, int status, String comment) {
        MsrpFrame request = bridge.msrp().expect("NICKNAME");
        assertThat(request.header("Use-Nickname")).hasValue('"' + name + '"');
        bridge.msrp().respond(request, status, comment);
    }

    /** Our description. */
    private static String answer(TextCaller bridge) {
        SipMessage answer = bridge.dialog().expectResponse(200, "INVITE");
        bridge.dialog().ack();
        bridge.msrp().remotePath(TextCaller.path(answer.body()));
        return answer.body();
    }

    private Server server(String capture) throws Exception {
        return new Station(home).server(Map.of("capture", capture));
    }
}
