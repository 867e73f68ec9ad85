package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.serve.Station.sip;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;
import org.voxpost.testkit.TextCaller;

/** Offers of a caller whose text is kept: one that moves its stream, takes it out and back, or has two. */
class CapturedOffersTest {

    private static final String HELP = "urn:service:sos";

    @TempDir
    Path home;

    @Test
    void aCallerThatMovesGoesOnInTheSameSession() throws Exception {
        try (Server server = new Station(home).server(Map.of());
                Psap psap = Psap.of(server);
                MsrpPeer moved = MsrpPeer.listen().answerAlways();
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            caller.say("one");
            caller.dialog().invite(TextCaller.offer(moved));
            SipMessage answer = caller.dialog().expectResponse(200, "INVITE");
            caller.dialog().ack();
            say(moved, TextCaller.path(answer.body()), "two");
            caller.hangUp();

            List<JsonNode> events = psap.until("call-ended");
            assertThat(psap.texts(events)).containsExactly("one", "two");
            List<JsonNode> signalling = events.stream()
                    .filter(event -> event.get("type").asText().equals("signalling"))
                    .toList();
            assertThat(signalling).hasSize(2);
            assertThat(new String(psap.get(signalling.get(1).get("content").asText()), StandardCharsets.UTF_8))
                    .startsWith("INVITE ")
                    .endsWith(TextCaller.offer(moved));
            assertThat(events)
                    .extracting(event -> event.get("session").asText())
                    .containsOnly(events.getFirst().get("session").asText());
        }
    }

    @Test
    void textThatALaterOfferTakesOutAndAnotherBringsBackGoesOnInTheSameSession() throws Exception {
        try (Server server = new Station(home).server(Map.of());
                Psap psap = Psap.of(server);
                MsrpPeer back = MsrpPeer.listen().answerAlways();
                TextCaller caller = TextCaller.call(sip(server), HELP)) {
            caller.say("one");
            caller.dialog().invite(TextCaller.offer(back).replaceFirst("m=message \\d+", "m=message 0"));
            assertThat(caller.dialog().expectResponse(200, "INVITE").body()).contains("m=message 0 ");
            caller.dialog().ack();
            psap.until("media-ended");

            caller.dialog().invite(TextCaller.offer(back));
            SipMessage answer = caller.dialog().expectResponse(200, "INVITE");
            caller.dialog().ack();
            say(back, TextCaller.path(answer.body()), "two");
            caller.hangUp();

            List<JsonNode> events = psap.until("call-ended");
            assertThat(psap.texts(events)).containsExactly("one", "two");
            assertThat(psap.items("/api/v1/sessions")).hasSize(1);
        }
    }

    @Test
    void bothStreamsOfAnOfferAreKeptAndFoundAgainByTheirLabels() throws Exception {
        try (Server server = new Station(home).server(Map.of());
                Psap psap = Psap.of(server);
                SipPeer sip = SipPeer.udp();
                MsrpPeer received = MsrpPeer.listen().answerAlways();
                MsrpPeer sent = MsrpPeer.listen().answerAlways()) {
            String offer = TextCaller.offer(received) + "a=label:7\r\n" + TextCaller.stream(sent) + "a=label:8\r\n";
            SipDialog call = sip.invite(sip(server), HELP, offer, "Content-Type: application/sdp");
            String answer = call.expectResponse(200, "INVITE").body();
            call.ack();
            assertThat(answer.lines().filter(line -> line.startsWith("a=label:")))
                    .containsExactly("a=label:7", "a=label:8");
            List<String> paths = answer.lines()
                    .filter(line -> line.startsWith("a=path:"))
                    .map(line -> line.substring("a=path:".length()))
                    .toList();

            say(received, paths.get(0), "from the caller");
            say(sent, paths.get(1), "to the caller");
            sip.answerAlways("BYE");
            call.bye();

            assertThat(psap.texts(psap.until("call-ended"))).containsExactly("from the caller", "to the caller");
        }
    }

    /** Takes the connection to a stream, and says something on it. */
    private static void say(MsrpPeer peer, String path, String text) {
        peer.remotePath(path);
        peer.expectConnection();
        assertThat(peer.expectSend().octets()).isEmpty();
        String transaction = peer.send("text/plain", text.getBytes(StandardCharsets.UTF_8));
        assertThat(peer.expectResponseTo(transaction).status()).isEqualTo(200);
    }
}
