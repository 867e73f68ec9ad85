package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.testkit.TextCaller;

/** Who may ask the interface, for what, and what is written down of it. */
class ApiAccessTest {

    private static final String TOKENS = "[{name: eye, token: aaaaaaaaaaaaaaaaaaaa, role: read},"
            + " {name: agent-7, token: bbbbbbbbbbbbbbbbbbbb, role: act}]";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path home;

    @Test
    void whereThereAreTokensNothingIsSaidWithoutOne() throws Exception {
        try (Server server = server()) {
            HttpResponse<String> response = ask(server, "GET", "/api/v1/sessions", "");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(scheme -> assertThat(scheme).startsWith("Bearer"));
            assertThat(ask(server, "GET", "/api/v1/transfers", "cccccccccccccccccccc")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(ask(server, "GET", "/api/v1/sessions", "aaaaaaaaaaaaaaaaaaaa")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(ask(server, "GET", "/health", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoMayReadMayNotAnswerAndWhoDidWhatIsWrittenDown() throws Exception {
        try (Server server = server();
                TextCaller caller = TextCaller.call(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(),
                                server.engine().sipUdpPort()),
                        "sip:911@127.0.0.1")) {
            caller.say("help");
            String session = ask(server, "GET", "/api/v1/sessions", "aaaaaaaaaaaaaaaaaaaa")
                    .body()
                    .replaceAll(".*\"id\":\"([0-9a-f]+)\".*", "$1");
            String messages = "/api/v1/sessions/" + session + "/messages";

            assertThat(post(server, messages, "aaaaaaaaaaaaaaaaaaaa").statusCode())
                    .isEqualTo(403);
            assertThat(post(server, messages, "bbbbbbbbbbbbbbbbbbbb").statusCode())
                    .isEqualTo(202);
            assertThat(caller.expectText()).isEqualTo("we come");
            assertThat(ask(server, "GET", "/api/v1/sessions/" + session + "/transcript", "aaaaaaaaaaaaaaaaaaaa")
                            .body())
                    .contains("\"party\":\"agent-7\"");

            String audit =
                    ask(server, "GET", "/api/v1/audit", "bbbbbbbbbbbbbbbbbbbb").body();
            assertThat(audit)
                    .contains("\"who\":\"agent-7\"", "wrote to the caller")
                    .contains("\"who\":\"eye\"", "read the transcript")
                    .doesNotContain("we come");
        }
    }

    @Test
    void beyondLoopbackThereIsNoInterfaceWithoutTokensAndTls() {
        assertThatThrownBy(() -> ConfigFile.with(Config.DEFAULT, Map.of("api.bind", "0.0.0.0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tokens and a certificate");
    }

    private HttpResponse<String> ask(Server server, String method, String path, String token) throws Exception {
        return send(server, path, token, HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> post(Server server, String path, String token) throws Exception {
        return send(
                server,
                path,
                token,
                HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"we come\"}")));
    }

    private HttpResponse<String> send(Server server, String path, String token, HttpRequest.Builder request)
            throws Exception {
        request.uri(URI.create("http://127.0.0.1:" + server.apiPort().getAsInt() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Server server() throws Exception {
        return new Station(home).server(Map.of("api.tokens", TOKENS, "capture.users", "['911']"));
    }
}
