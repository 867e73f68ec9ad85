package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.serve.Station.sip;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.SipPeer;
import org.voxpost.testkit.TextCaller;

/** What Prometheus reads of captured text. */
class CapturedFiguresTest {

    private static final String HELP = "urn:service:sos";

    private static final String AUDIO = """
        v=0
        o=a 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio 9 RTP/AVP 0
        """;

    @TempDir
    Path home;

    @Test
    void figuresTellWhatWasSaidAndHowLongWhoWaited() throws Exception {
        try (Server server = server("{greeting: 'We are here.', hold: 'Please wait.'}");
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(sip(server), HELP);
                TextCaller cut = TextCaller.call(sip(server), HELP)) {
            assertThat(caller.expectText()).isEqualTo("We are here.");
            caller.say("help");
            String session = "/api/v1/sessions/"
                    + psap.untilFirst("message").get("session").asText();
            psap.post(session + "/hold", "", 202);
            assertThat(caller.expectText()).isEqualTo("Please wait.");
            psap.post(session + "/messages", "{\"text\": \"where?\"}", 202);
            assertThat(caller.expectText()).isEqualTo("where?");
            cut.msrp().sendUnended("m", "text/plain", "he has".getBytes(StandardCharsets.UTF_8));
            cut.msrp().halfClose();
            psap.until("incomplete");

            List<String> lines = lines(psap, "voxpost_capture_outcomes_total{outcome=\"delivered\"} 4.0");

            assertThat(lines)
                    .contains(
                            "voxpost_capture_sessions_open{kind=\"call\"} 2.0",
                            "voxpost_capture_sessions_total{kind=\"call\"} 2.0",
                            "voxpost_capture_messages_total{direction=\"in\"} 1.0",
                            "voxpost_capture_messages_total{direction=\"out\"} 4.0",
                            "voxpost_capture_octets_total{direction=\"in\"} 10.0",
                            "voxpost_capture_incomplete_total 1.0",
                            "voxpost_capture_outcomes_total{outcome=\"undelivered\"} 0.0",
                            "voxpost_capture_messages_refused_total 0.0",
                            "voxpost_capture_durable_seconds_count 1",
                            "voxpost_capture_durable_seconds_bucket{le=\"+Inf\"} 1",
                            "voxpost_capture_automated_response_delay_seconds_count 1",
                            "voxpost_capture_response_message_delay_seconds_count 1",
                            "# TYPE voxpost_capture_durable_seconds histogram");
        }
    }

    @Test
    void testCallsAreCountedApartAndRefusedOnesByReason() throws Exception {
        try (Server server = server("{}");
                Psap psap = Psap.of(server);
                SipPeer talks = SipPeer.udp();
                TextCaller test = TextCaller.call(sip(server), "urn:service:test.sos")) {
            test.say("one");
            assertThat(test.expectText()).isEqualTo("one");
            talks.invite(sip(server), HELP, AUDIO, "Content-Type: application/sdp")
                    .expectResponse(488, "INVITE");

            assertThat(lines(psap, "voxpost_capture_refused_total{reason=\"no-text\"} 1.0"))
                    .contains(
                            "voxpost_capture_sessions_open{kind=\"test\"} 1.0",
                            "voxpost_capture_sessions_total{kind=\"call\"} 0.0",
                            "voxpost_capture_sessions_total{kind=\"test\"} 1.0",
                            "voxpost_capture_refused_total{reason=\"disk-full\"} 0.0",
                            "voxpost_capture_messages_total{direction=\"in\"} 0.0",
                            "voxpost_capture_automated_response_delay_seconds_count 0");
        }
    }

    /** The figures, once this line is among them. */
    private static List<String> lines(Psap psap, String awaited) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        List<String> lines = List.of();
        while (!lines.contains(awaited)) {
            assertThat(System.nanoTime()).as(awaited + " in " + lines).isLessThan(deadline);
            lines = new String(psap.get("/metrics"), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        return lines;
    }

    private Server server(String capture) throws Exception {
        return new Station(home).server(Map.of("capture", capture));
    }
}
