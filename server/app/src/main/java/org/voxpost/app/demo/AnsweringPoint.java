package org.voxpost.app.demo;

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
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A PSAP that has nothing but the REST interface of the server and its Server-Sent Events. One thread calls its methods. */
final class AnsweringPoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SERVER = 1;
    private static final int HERE = 2;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final String server;
    private final Ladder ladder;
    private final Deadline deadline;
    private final InputStream stream;

    private record Event(String type, JsonNode data) {}

    private AnsweringPoint(int port, Ladder ladder, Deadline deadline)
            throws IOException, InterruptedException, Demo.Failed {
        this.server = "http://127.0.0.1:" + port;
        this.ladder = ladder;
        this.deadline = deadline;
        this.stream = body(send(
                request("/api/v1/events")
                        .header("Accept", "text/event-stream")
                        .GET()
                        .build(),
                BodyHandlers.ofInputStream()));
        var _ = Thread.ofVirtual().start(this::follow);
    }

    /** Follows the events of a server from its first one on. */
    static AnsweringPoint at(int port, Ladder ladder, Deadline deadline)
            throws IOException, InterruptedException, Demo.Failed {
        return new AnsweringPoint(port, ladder, deadline);
    }

    private void follow() {
        String type = "";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    type = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    ladder.add(Instant.now(), SERVER, HERE, "SSE " + type);
                    events.add(new Event(type, JSON.readTree(line.substring("data:".length()))));
                }
            }
        } catch (IOException closed) {
            // Whoever waits for more runs into the deadline.
        }
    }

    /** The next event of a type; others are passed over. */
    JsonNode expect(String type) throws Demo.Failed, InterruptedException {
        while (true) {
            Event event = deadline.await(events, "the PSAP was sent no event " + type);
            if (event.type().equals(type)) {
                return event.data();
            }
        }
    }

    /** The next event of a type about a message. */
    JsonNode expect(String type, String messageId) throws Demo.Failed, InterruptedException {
        JsonNode event = expect(type);
        while (!event.path("messageId").asText().equals(messageId)) {
            event = expect(type);
        }
        return event;
    }

    JsonNode json(String path) throws IOException, InterruptedException, Demo.Failed {
        return JSON.readTree(octets(path));
    }

    byte[] octets(String path) throws IOException, InterruptedException, Demo.Failed {
        return body(send(request(path).GET().build(), BodyHandlers.ofByteArray()));
    }

    /**
     * Writes to the caller of a session.
     *
     * @return the id of the message
     */
    String say(String session, String text, String party) throws IOException, InterruptedException, Demo.Failed {
        byte[] wanted = JSON.writeValueAsBytes(Map.of("text", text, "party", party));
        HttpRequest request = request("/api/v1/sessions/" + session + "/messages")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(wanted))
                .build();
        return JSON.readTree(body(send(request, BodyHandlers.ofByteArray())))
                .path("messageId")
                .asText();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofNanos(Math.max(1, deadline.nanosLeft())));
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException, Demo.Failed {
        String path = request.uri().getPath();
        ladder.add(Instant.now(), HERE, SERVER, request.method() + " …" + path.substring(path.lastIndexOf('/')));
        try {
            return http.send(request, handler);
        } catch (HttpTimeoutException e) {
            throw new Demo.Failed("the PSAP got no answer to " + request.method() + " " + path);
        }
    }

    private static <T> T body(HttpResponse<T> response) throws Demo.Failed {
        if (response.statusCode() / 100 != 2) {
            throw new Demo.Failed(response.request().uri() + " was answered " + response.statusCode());
        }
        return response.body();
    }

    @Override
    public void close() throws IOException {
        stream.close();
        http.shutdownNow();
        http.close();
    }
}
