package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.TextCaller;

/** Whoever signals for a caller by REST is gone in mid-session (fault C8). */
class LostSignallingTest {

    @TempDir
    Path home;

    @Test
    void textIsKeptWithoutWhoSignalsAndTheSessionEndsWhenItsStreamIsLost() throws Exception {
        try (Server server = new Station(home).server(Map.of("capture", "{lost-grace: 1s}"));
                MsrpPeer caller = MsrpPeer.listen().answerAlways()) {
            try (Psap signals = Psap.of(server)) {
                JsonNode opened =
                        signals.post("/api/v1/sessions", signals.text(Map.of("offer", TextCaller.offer(caller))), 201);
                caller.remotePath(TextCaller.path(opened.get("description").asText()));
                caller.expectConnection();
                assertThat(caller.expectSend().octets()).isEmpty();
                say(caller, "he is at the door");
            }
            say(caller, "he is in");
            caller.reset();

            try (Psap psap = Psap.of(server)) {
                List<JsonNode> events = psap.until("call-ended");
                assertThat(psap.texts(events)).containsExactly("he is at the door", "he is in");
                assertThat(events.getLast().get("note").asText()).contains("no MSRP connection");
                assertThat(psap.items("/api/v1/sessions?state=open")).isEmpty();
            }
        }
    }

    private static void say(MsrpPeer caller, String text) {
        String transaction = caller.send("text/plain", text.getBytes(StandardCharsets.UTF_8));
        assertThat(caller.expectResponseTo(transaction).status()).isEqualTo(200);
    }
}
