package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.TextCaller;

/** Sessions with more words than one answer should have. */
class LongSessionsTest {

    private static final int TEXTS = 40;
    private static final int OCTETS = 60_000;

    @TempDir
    Path home;

    @Test
    void pagesOfLongTextsEndEarlyAndTheNextOneGoesOn() throws Exception {
        try (Server server = new Station(home).server(Map.of());
                Psap psap = Psap.of(server);
                TextCaller caller = TextCaller.call(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(),
                                server.engine().sipUdpPort()),
                        "urn:service:sos")) {
            for (int number = 0; number < TEXTS; number++) {
                caller.say("x".repeat(OCTETS));
            }
            caller.hangUp();
            String session = "/api/v1/sessions/"
                    + psap.until("call-ended").getLast().get("session").asText();

            for (String path : List.of(session + "/events", "/api/v1/events")) {
                List<List<JsonNode>> pages = pages(psap, path);
                assertThat(pages.getFirst()).as(path).hasSizeBetween(20, 38);
                assertThat(psap.texts(pages.stream().flatMap(List::stream).toList()))
                        .as(path)
                        .hasSize(TEXTS);
            }
            JsonNode transcript = psap.json(session + "/transcript");
            assertThat(transcript.get("complete").asBoolean()).isTrue();
            assertThat(transcript.has("next")).isFalse();
            assertThat(transcript.get("lines"))
                    .filteredOn(line -> line.has("text"))
                    .hasSize(TEXTS);
        }
    }

    /** All that there are, until one is empty or says that it is the last. */
    private static List<List<JsonNode>> pages(Psap psap, String path) throws Exception {
        List<List<JsonNode>> pages = new ArrayList<>();
        JsonNode next = null;
        do {
            JsonNode page = psap.json(path + "?limit=1000" + (next == null ? "" : "&after=" + next.asLong()));
            List<JsonNode> items = new ArrayList<>();
            page.get("items").forEach(items::add);
            if (!items.isEmpty()) {
                pages.add(items);
            }
            next = page.get("next");
        } while (next != null);
        return pages;
    }
}
