package org.voxpost.app.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A record as one line of JSON. A reader of older or newer lines takes what it knows. */
final class RecordLine {
    private static final JsonFactory JSON = new JsonFactory();

    private RecordLine() {}

    /** Without its line end; JSON escapes every control character, so it is one line whatever a peer wrote. */
    static String write(TransferRecord transfer) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("finishedAt", transfer.finishedAt().toString());
            json.writeStringField("startedAt", transfer.startedAt().toString());
            json.writeNumberField("durationMs", transfer.duration().toMillis());
            json.writeStringField("id", transfer.id());
            json.writeStringField("dialog", transfer.dialog());
            json.writeStringField("callId", transfer.callId());
            json.writeStringField("objectId", transfer.objectId());
            json.writeStringField("source", transfer.source());
            json.writeStringField("destination", transfer.destination());
            json.writeStringField("end", transfer.end());
            json.writeNumberField("bytes", transfer.bytes());
            json.writeNumberField("status", transfer.status());
            json.writeStringField("reason", transfer.reason());
            json.writeNumberField("attempts", transfer.attempts());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("Writing to a string failed", e);
        }
        return line.toString();
    }

    /** The record; empty for a line that is none, such as the half of one that a crash left. */
    static Optional<TransferRecord> read(String line) {
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                values.put(name, json.getText());
                json.skipChildren();
            }
            return Optional.of(record(values));
        } catch (IOException | NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static TransferRecord record(Map<String, String> values) {
        return new TransferRecord(
                text(values, "id"),
                text(values, "dialog"),
                text(values, "callId"),
                text(values, "objectId"),
                text(values, "source"),
                text(values, "destination"),
                text(values, "end"),
                Long.parseLong(values.getOrDefault("bytes", "0")),
                Integer.parseInt(values.getOrDefault("status", "0")),
                text(values, "reason"),
                Integer.parseInt(values.getOrDefault("attempts", "0")),
                Instant.parse(text(values, "startedAt")),
                Instant.parse(text(values, "finishedAt")));
    }

    private static String text(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }
}
