package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.serve.Station.sip;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.TextCaller;

/** Calls that are not taken, as the answering side sees them. */
class RefusedCallsTest {

    private static final String CALL = "urn:emergency:uid:callid:abcdef1234:esrp.example.com";

    @TempDir
    Path home;

    @Test
    void aCallThatIsNotTakenIsShownWithItsIdentifiersAndWhatItCameWith() throws Exception {
        try (Server server = new Station(home).server(Map.of("capture", "{test-calls: busy}"));
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.invite(
                        sip(server),
                        "urn:service:test.sos",
                        "Call-Info: <" + CALL + ">;purpose=emergency-CallId",
                        "Geolocation: <https://lis.example.com/1>")) {
            caller.dialog().expectResponse(486, "INVITE");
            caller.dialog().ackFailure();

            JsonNode refused = psap.untilFirst("refused");
            assertThat(refused.get("status").asInt()).isEqualTo(486);
            assertThat(refused.get("test").asBoolean()).isTrue();
            assertThat(refused.get("callId").asText()).isEqualTo(CALL);
            assertThat(refused.get("callIdSip").asText()).isNotEmpty();
            assertThat(refused.get("logEventType").asText()).isEqualTo("CallSignalingMessageLogEvent");
            assertThat(refused.get("note").asText()).isEqualTo("test calls are not taken");
            assertThat(refused.has("session")).isFalse();
            assertThat(new String(psap.get(refused.get("content").asText()), StandardCharsets.UTF_8))
                    .startsWith("INVITE urn:service:test.sos")
                    .contains("Geolocation: <https://lis.example.com/1>", "m=message");
        }
    }
}
