package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.TextCaller;

/** The document of the interface, held against a server that runs. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    /** The last ones take away what the others look at. */
    private static final List<String> LAST = List.of("endSession");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path home;

    @Test
    void everyOperationAnswersAsTheDocumentSays() throws Exception {
        try (Server server = server();
                Psap psap = Psap.of(server);
                MsrpPeer other = MsrpPeer.listen().answerAlways();
                TextCaller caller = TextCaller.call(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(),
                                server.engine().sipUdpPort()),
                        "urn:service:sos")) {
            caller.say("help");
            JsonNode message = psap.untilFirst("message");
            String base = "http://127.0.0.1:" + server.apiPort().getAsInt();
            JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(text(base + "/api/v1/openapi.yaml"));
            Map<String, String> values = Map.of(
                    "id", message.get("session").asText(),
                    "number", message.get("number").asText(),
                    "sequence", "1",
                    "path", "1",
                    "name", "console",
                    "sink", "a");
            Map<String, String> bodies = Map.of(
                    "openSession", psap.text(Map.of("offer", TextCaller.offer(other))),
                    "offerAgain", psap.text(Map.of("description", TextCaller.offer(other))),
                    "answerOffer", psap.text(Map.of("description", TextCaller.offer(other))),
                    "say", "{\"text\": \"we come\"}",
                    "showComposing", "{\"active\": true}",
                    "movePlace", "{\"place\": 1}",
                    "endSession", "{\"reason\": \"done\"}");
            Map<String, Operation> operations = operations(document);

            for (Operation operation : operations.values()) {
                if (!LAST.contains(operation.id())) {
                    check(document, base, operation, values, bodies);
                }
            }
            for (String id : LAST) {
                check(document, base, Objects.requireNonNull(operations.get(id)), values, bodies);
            }
            Set<String> answered = new TreeSet<>(operations.keySet());
            assertThat(answered).contains("showTranscript", "listEvents", "say", "openSession", "movePlace");
        }
    }

    private record Operation(String id, String path, String method, JsonNode definition) {}

    private static Map<String, Operation> operations(JsonNode document) {
        Map<String, Operation> operations = new TreeMap<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        String id = method.getValue().get("operationId").asText();
                        operations.put(id, new Operation(id, path.getKey(), method.getKey(), method.getValue()));
                    }
                }));
        return operations;
    }

    private void check(
            JsonNode document, String base, Operation operation, Map<String, String> values, Map<String, String> bodies)
            throws Exception {
        String path = operation.path();
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        String body = bodies.getOrDefault(operation.id(), "");
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .method(
                                operation.method().toUpperCase(Locale.ROOT),
                                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        JsonNode responses = operation.definition().get("responses");
        JsonNode described = Optional.ofNullable(responses.get(Integer.toString(response.statusCode())))
                .orElseGet(() -> document.at("/components/responses/Problem"));
        String what = operation.id() + " answered " + response.statusCode() + " " + response.body();
        JsonNode content = described.get("content");
        if (content == null) {
            assertThat(response.body()).as(what).isEmpty();
            return;
        }
        String type = content.fieldNames().next();
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .as(what)
                .startsWith(type);
        if (type.endsWith("json")) {
            assertThat(errors(document, content.get(type).get("schema"), response.body()))
                    .as(what)
                    .isEmpty();
        }
    }

    private List<Error> errors(JsonNode document, JsonNode schema, String body) throws Exception {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        Schema compiled = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(whole);
        return compiled.validate(json.readTree(body));
    }

    private String text(String uri) throws Exception {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private Server server() throws Exception {
        return new Station(home).server(Map.of());
    }
}
