package org.voxpost.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The attributes a=accept-types and a=accept-wrapped-types (RFC 4975 §8.6): the media types that a side takes at the top
 * of a message, or inside a container.
 *
 * @param types such as {@code text/plain}, {@code text/*} or {@code *}, in order of preference
 */
public record AcceptTypes(List<String> types) {
    public AcceptTypes {
        types = List.copyOf(types);
        types.forEach(Text::word);
    }

    public static AcceptTypes of(String... types) {
        return new AcceptTypes(List.of(types));
    }

    /** The top-level types of a media; empty when the attribute is missing, which RFC 4975 does not allow. */
    public static Optional<AcceptTypes> in(MediaDescription media) {
        return named("accept-types", media);
    }

    /** The types a media takes only inside a container. */
    public static Optional<AcceptTypes> wrappedIn(MediaDescription media) {
        return named("accept-wrapped-types", media);
    }

    private static Optional<AcceptTypes> named(String name, MediaDescription media) {
        return media.attribute(name)
                .map(attribute -> new AcceptTypes(List.of(attribute.text().split("[ \t]+")).stream()
                        .filter(Text::isWord)
                        .toList()));
    }

    /** True when a message of this media type may be sent. Its parameters, and letter case, do not matter. */
    public boolean accepts(String mediaType) {
        String wanted = bare(mediaType);
        return types.stream().map(AcceptTypes::bare).anyMatch(type -> matches(type, wanted));
    }

    private static boolean matches(String type, String wanted) {
        if (type.equals("*") || type.equals("*/*")) {
            return true;
        }
        if (type.endsWith("/*")) {
            return wanted.startsWith(type.substring(0, type.length() - 1));
        }
        return type.equals(wanted);
    }

    private static String bare(String mediaType) {
        int semicolon = mediaType.indexOf(';');
        return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    public Attribute attribute() {
        return Attribute.of("accept-types", String.join(" ", types));
    }

    public Attribute wrappedAttribute() {
        return Attribute.of("accept-wrapped-types", String.join(" ", types));
    }
}
