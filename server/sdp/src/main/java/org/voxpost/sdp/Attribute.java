package org.voxpost.sdp;

import java.util.Optional;

/**
 * One a-line (RFC 8866 §5.13), as a flag or with a value. Names are compared exactly, as the RFC says.
 *
 * @param name a token
 * @param value what follows the colon; empty for a flag such as {@code a=sendrecv}
 */
public record Attribute(String name, Optional<String> value) {
    public Attribute {
        Text.token(name);
        value.ifPresent(Text::oneLine);
    }

    public static Attribute of(String name, String value) {
        return new Attribute(name, Optional.of(value));
    }

    public static Attribute flag(String name) {
        return new Attribute(name, Optional.empty());
    }

    /** The value, or an empty string for a flag. */
    public String text() {
        return value.orElse("");
    }

    @Override
    public String toString() {
        return value.map(v -> "a=" + name + ":" + v).orElse("a=" + name);
    }
}
