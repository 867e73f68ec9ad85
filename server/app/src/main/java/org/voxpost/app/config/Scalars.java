package org.voxpost.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types that a single value of the configuration can have: how each is read, and how an operator is told what is allowed. */
final class Scalars {
    private Scalars() {}

    /** Throws {@link IllegalArgumentException} for text that is no such value or lies out of its bounds. */
    static Object parse(Class<?> type, String text, @Nullable Bounds bounds, @Nullable Form form) {
        Object value = parse(type, text);
        if (bounds != null
                && (compare(parse(type, bounds.min()), value) > 0 || compare(value, parse(type, bounds.max())) > 0)) {
            throw new IllegalArgumentException("out of bounds");
        }
        if (form != null && !text.matches(form.value())) {
            throw new IllegalArgumentException("malformed");
        }
        return value;
    }

    static String words(Class<?> type, @Nullable Bounds bounds, @Nullable Form form) {
        if (form != null) {
            return form.words();
        }
        String range = bounds == null ? "" : " from " + bounds.min() + " to " + bounds.max();
        if (type == Duration.class) {
            return "a duration" + range + ", such as 500ms, 30s, 5m, 2h or 7d";
        }
        if (type == ByteSize.class) {
            return "a size" + range + ", such as 512B, 64KiB, 16MiB or 2GiB";
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return "a whole number" + range;
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Scalars::word).collect(Collectors.joining(", "));
        }
        return type == Path.class ? "a path" : "text";
    }

    private static Object parse(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == Integer.class) {
            return Integer.parseInt(text);
        }
        if (type == long.class) {
            return Long.parseLong(text);
        }
        if (type == boolean.class || type == Boolean.class) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("not a boolean");
            };
        }
        if (type == Duration.class) {
            return Durations.parse(text);
        }
        if (type == ByteSize.class) {
            return ByteSize.parse(text);
        }
        if (type == Path.class) {
            return path(text);
        }
        for (Object constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("not one of the allowed words");
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty path");
        }
        // An invalid path is an IllegalArgumentException already.
        return Path.of(text);
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @SuppressWarnings("unchecked") // both sides come from one parser of a comparable type
    private static int compare(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
