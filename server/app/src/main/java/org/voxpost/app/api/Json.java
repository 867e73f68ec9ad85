package org.voxpost.app.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Instant;

/** The form that values have in the interface: instants as ISO 8601 in UTC. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantReader()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view has no JSON form", e);
        }
    }

    /**
     * @throws IOException when the octets are no such value
     */
    public static <T> T read(byte[] octets, Class<T> type) throws IOException {
        return MAPPER.readValue(octets, type);
    }

    /**
     * @throws IOException when the octets are no page of such values
     */
    public static <T> Page<T> readPage(byte[] octets, Class<T> type) throws IOException {
        JavaType page = MAPPER.getTypeFactory().constructParametricType(Page.class, type);
        return MAPPER.readValue(octets, page);
    }
}
