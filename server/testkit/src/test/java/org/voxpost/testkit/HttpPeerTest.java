package org.voxpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpPeerTest {
    private static final byte[] BODY = "0123456789".getBytes(StandardCharsets.UTF_8);

    private final HttpPeer peer = HttpPeer.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        peer.close();
        client.close();
    }

    @Test
    void answersComeInOrderAndTheLastStays() throws Exception {
        peer.on("/a", HttpAnswer.status(503, "Retry-After: 1"), HttpAnswer.ok("good", "X-A: b"));

        assertThat(get("/a").statusCode()).isEqualTo(503);
        assertThat(get("/a").body()).isEqualTo("good");
        assertThat(get("/a").headers().firstValue("X-A")).contains("b");
        assertThat(get("/other").statusCode()).isEqualTo(404);
        assertThat(peer.requests()).hasSize(4);
    }

    @Test
    void requestsAreRecordedWithTheirBodies() throws Exception {
        peer.on("/hook", HttpAnswer.status(204));
        for (java.net.http.HttpRequest.BodyPublisher body : List.of(
                java.net.http.HttpRequest.BodyPublishers.ofString("{}"),
                java.net.http.HttpRequest.BodyPublishers.fromPublisher(
                        java.net.http.HttpRequest.BodyPublishers.ofString("{}")))) {
            client.send(request("/hook?x=1").POST(body).build(), BodyHandlers.discarding());
            HttpRequest seen = peer.expect("POST", "/hook");

            assertThat(seen.text()).isEqualTo("{}");
            assertThat(seen.target()).isEqualTo("/hook?x=1");
            assertThat(seen.header("USER-AGENT")).isPresent();
        }
    }

    @Test
    void shortAndResetAndUnendedBodiesFailTheReader() {
        List<HttpAnswer> broken = List.of(
                new HttpAnswer.Declared(200, List.of(), BODY, 11),
                new HttpAnswer.ResetAfter(BODY, 5),
                new HttpAnswer.Chunked(200, List.of(), BODY, 4, false),
                new HttpAnswer.Raw("HTTP/1.1 200 OK\r\nContent-Len".getBytes(StandardCharsets.UTF_8)));
        for (HttpAnswer answer : broken) {
            peer.on("/a", answer);
            assertThatThrownBy(() -> get("/a")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void wholeBodiesArriveInEveryForm() throws Exception {
        List<HttpAnswer> whole = List.of(
                new HttpAnswer.UntilClose(200, List.of(), BODY),
                new HttpAnswer.Chunked(200, List.of(), BODY, 4, true),
                new HttpAnswer.Drip(BODY, 3, Duration.ofMillis(1)));
        for (HttpAnswer answer : whole) {
            peer.on("/a", answer);
            assertThat(get("/a").body()).isEqualTo("0123456789");
        }
    }

    @Test
    void hangingAnswersTimeOut() {
        for (HttpAnswer answer : List.of(new HttpAnswer.Hang(), new HttpAnswer.HangAfter(BODY, 3))) {
            peer.on("/a", answer);
            assertThatThrownBy(() -> client.sendAsync(request("/a").build(), BodyHandlers.ofString())
                            .get(200, java.util.concurrent.TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
        }
    }

    @Test
    void redirectNamesItsTarget() throws Exception {
        peer.on("/a", HttpAnswer.redirect(302, "/b"));

        assertThat(get("/a").headers().firstValue("Location")).contains("/b");
    }

    @Test
    void taggedResourceKnowsConditionsAndRanges() throws Exception {
        peer.on("/a", HttpAnswer.tagged(BODY, "\"v1\""));

        assertThat(get("/a").headers().firstValue("ETag")).contains("\"v1\"");
        assertThat(get("/a", "If-None-Match", "\"v1\"").statusCode()).isEqualTo(304);
        HttpResponse<String> part = get("/a", "Range", "bytes=4-", "If-Range", "\"v1\"");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("456789");
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 4-9/10");
        assertThat(get("/a", "Range", "bytes=4-", "If-Range", "\"v0\"").statusCode())
                .isEqualTo(200);
        assertThat(get("/a", "Range", "bytes=10-").statusCode()).isEqualTo(416);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        java.net.http.HttpRequest.Builder request = request(path);
        return client.send((headers.length > 0 ? request.headers(headers) : request).build(), BodyHandlers.ofString());
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        return java.net.http.HttpRequest.newBuilder(peer.uri(path)).timeout(Duration.ofSeconds(10));
    }
}
