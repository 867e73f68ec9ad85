package org.voxpost.msml;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.voxpost.msml.dialog.Count;
import org.voxpost.msml.dialog.MediaTypes;

/**
 * Reads the attributes of one element by type. Every failure names element, attribute and value. Remembers what was asked
 * for, so that {@link #refuseOthers()} can refuse the rest.
 */
final class Attributes {
    private final Element element;
    private final Set<String> asked = new HashSet<>();

    Attributes(Element element) {
        this.element = element;
    }

    /** Any text without control characters. */
    Optional<String> text(String name) throws MsmlException {
        Optional<String> value = raw(name);
        if (value.isPresent() && value.get().chars().anyMatch(Character::isISOControl)) {
            throw invalid(name, "no control characters");
        }
        return value;
    }

    /** The value as the XML parser left it, control characters included. */
    Optional<String> raw(String name) {
        asked.add(name);
        return Optional.ofNullable(element.attributes().get(name));
    }

    Optional<String> matching(String name, Pattern pattern, String expected) throws MsmlException {
        Optional<String> value = text(name);
        if (value.isPresent() && !pattern.matcher(value.get()).matches()) {
            throw invalid(name, expected);
        }
        return value;
    }

    /** A value of the caller's own type; what the function leaves empty is 410. */
    <T> Optional<T> parsed(String name, Function<String, Optional<T>> parse, String expected) throws MsmlException {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> parsed = parse.apply(value.get());
        if (parsed.isEmpty()) {
            throw invalid(name, expected);
        }
        return parsed;
    }

    boolean bool(String name, boolean absent) throws MsmlException {
        return parsed(
                        name,
                        value -> switch (value) {
                            case "true" -> Optional.of(true);
                            case "false" -> Optional.of(false);
                            case String other -> Optional.<Boolean>empty();
                        },
                        "true or false")
                .orElse(absent);
    }

    /** {@code iterate.datatype}: one or more, {@code -1}, {@code forever}. */
    Count iterate() throws MsmlException {
        return parsed("iterate", value -> Values.count(value, 1), "1 or more, -1 or forever")
                .orElse(Count.ONCE);
    }

    /** {@code retry.datatype}: none or more, {@code -1}, {@code forever}. */
    Optional<Count> retry() throws MsmlException {
        return parsed("retry", value -> Values.count(value, 0), "0 or more, -1 or forever");
    }

    /** {@code posDuration.datatype}. */
    Optional<Duration> duration(String name) throws MsmlException {
        return parsed(name, Values::duration, "a time such as 500ms, 2.5s or +10s");
    }

    /** A constant by its lower-case name. */
    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> constants) throws MsmlException {
        List<String> names = Arrays.stream(constants.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return parsed(
                name,
                value -> names.contains(value)
                        ? Optional.of(constants.getEnumConstants()[names.indexOf(value)])
                        : Optional.<E>empty(),
                String.join(", ", names));
    }

    /** Names separated by white space; none when absent. */
    List<String> names(String name) throws MsmlException {
        return parsed(name, Values::names, "names separated by blanks").orElse(List.of());
    }

    Optional<String> id(String name) throws MsmlException {
        return matching(name, Values.ID, "a letter or digit, then letters, digits, dots, hyphens, underscores");
    }

    Optional<String> lang() throws MsmlException {
        return matching("xml:lang", Values.LANGUAGE, "a language tag");
    }

    Optional<String> mediaType(String name) throws MsmlException {
        return parsed(
                name, value -> Optional.of(value).filter(MediaTypes::isMediaType), "a media type such as audio/amr");
    }

    /** Text that can stand in a header. */
    Optional<String> printable(String name) throws MsmlException {
        return matching(name, Values.PRINTABLE, "printable ASCII characters");
    }

    /** A URI as clients write them, blanks included. */
    Optional<String> uri(String name) throws MsmlException {
        return parsed(name, value -> Optional.of(value.strip()).filter(uri -> !uri.isEmpty()), "a URI");
    }

    /** 408 when the attribute is absent. */
    <T> T mandatory(String name, Optional<T> value) throws MsmlException {
        if (value.isEmpty()) {
            throw new MsmlException(ResponseCode.MISSING_ATTRIBUTE, element.name() + " has no attribute " + name);
        }
        return value.get();
    }

    MsmlException invalid(String name, String expected) {
        String value = element.attributes().getOrDefault(name, "");
        return new MsmlException(
                ResponseCode.INVALID_ATTRIBUTE_VALUE,
                element.name() + " " + name + "=\"" + Quoted.shortened(value) + "\": expected " + expected);
    }

    /** 406 for an attribute that nobody asked for; those of foreign namespaces are left alone. */
    void refuseOthers() throws MsmlException {
        for (String name : element.attributes().keySet()) {
            if (!asked.contains(name) && !name.startsWith("{") && !name.startsWith("xml:")) {
                throw new MsmlException(
                        ResponseCode.UNKNOWN_ATTRIBUTE,
                        element.name() + " has an unknown attribute " + Quoted.shortened(name));
            }
        }
    }
}
