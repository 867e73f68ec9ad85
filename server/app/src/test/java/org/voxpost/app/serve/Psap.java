package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An answering side that has nothing but REST. */
public final class Psap implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;

    private Psap(String server) {
        this.server = server;
    }

    /** Of a server on this machine. */
    public static Psap at(int port) {
        return new Psap("http://127.0.0.1:" + port);
    }

    static Psap of(Server server) {
        return new Psap("http://127.0.0.1:" + server.apiPort().getAsInt());
    }

    /** All facts up to the first of one of these types. */
    List<JsonNode> until(String... types) throws Exception {
        List<JsonNode> all = new ArrayList<>();
        Set<String> wanted = Set.of(types);
        while (true) {
            long after = all.isEmpty() ? 0 : all.getLast().get("sequence").asLong();
            List<JsonNode> more = items("/api/v1/events?wait=20&after=" + after);
            assertThat(more).as("facts behind " + all).isNotEmpty();
            for (JsonNode event : more) {
                all.add(event);
                if (wanted.contains(event.get("type").asText())) {
                    return all;
                }
            }
        }
    }

    /** Waits until a message of ours is told as delivered. */
    void awaitDelivered(String messageId) throws Exception {
        long after = 0;
        while (true) {
            List<JsonNode> more = items("/api/v1/events?wait=20&after=" + after);
            assertThat(more).as("that " + messageId + " is delivered").isNotEmpty();
            after = more.getLast().get("sequence").asLong();
            if (more.stream()
                    .anyMatch(event -> event.get("type").asText().equals("delivered")
                            && event.get("messageId").asText().equals(messageId))) {
                return;
            }
        }
    }

    JsonNode untilFirst(String type) throws Exception {
        return until(type).getLast();
    }

    public List<JsonNode> events(long after) throws Exception {
        return items("/api/v1/events?limit=1000&after=" + after);
    }

    List<JsonNode> messages(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.get("type").asText().equals("message"))
                .toList();
    }

    public List<String> texts(List<JsonNode> events) {
        return messages(events).stream()
                .map(event -> event.get("text").asText())
                .toList();
    }

    public List<JsonNode> items(String path) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        json(path).get("items").forEach(items::add);
        return items;
    }

    JsonNode json(String path) throws Exception {
        return JSON.readTree(get(path));
    }

    public byte[] get(String path) throws Exception {
        return answer(request(path).GET().build(), 200);
    }

    String page(String path) throws Exception {
        return new String(
                answer(request(path).header("Accept", "text/html").GET().build(), 200), StandardCharsets.UTF_8);
    }

    JsonNode post(String path, String body, int status) throws Exception {
        return JSON.readTree(
                answer(request(path).POST(BodyPublishers.ofString(body)).build(), status));
    }

    String text(Object value) throws Exception {
        return JSON.writeValueAsString(value);
    }

    JsonNode put(String path, String body, int status) throws Exception {
        return JSON.readTree(
                answer(request(path).PUT(BodyPublishers.ofString(body)).build(), status));
    }

    int status(String method, String path, String body) throws Exception {
        return http.send(
                        request(path)
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(Duration.ofSeconds(40));
    }

    private byte[] answer(HttpRequest request, int status) throws Exception {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        return response.body();
    }

    /** Server-Sent Events from behind a sequence number. */
    Stream stream(long after) throws Exception {
        HttpResponse<InputStream> response = http.send(
                request("/api/v1/events")
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", Long.toString(after))
                        .GET()
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new Stream(response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** A stream that is read by a thread of its own. */
    static final class Stream implements AutoCloseable {

        private final InputStream octets;
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        private record Event(String type, JsonNode data) {}

        Stream(InputStream octets) {
            this.octets = octets;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            String type = "";
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(octets, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event:")) {
                        type = line.substring(6).strip();
                    } else if (line.startsWith("data:")) {
                        events.add(new Event(type, JSON.readTree(line.substring(5))));
                    }
                }
            } catch (IOException closed) {
                // The test has seen what it wanted.
            }
        }

        /** The next event of this type; others are passed over. */
        JsonNode expect(String type) throws InterruptedException {
            while (true) {
                Event event = events.poll(20, TimeUnit.SECONDS);
                assertThat(event).as("an event of type " + type).isNotNull();
                if (event.type().equals(type)) {
                    return event.data();
                }
            }
        }

        @Override
        public void close() throws IOException {
            octets.close();
        }
    }
}
