package org.voxpost.msml.dialog;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code xmsrp://?offerer=…;answerer=…;file=…}: an MSRP session that we are to set up, and the name of the file in it.
 *
 * <p>It is no URI of RFC 3986 (a query without an authority, blanks, line breaks), so it is read by hand.
 *
 * @param offerer SIP URI for From, with its scheme
 * @param answerer SIP URI for To and Request-URI, with its scheme
 * @param file name or path to announce to the peer, decoded; blanks possible, control characters not
 */
public record XmsrpUri(String offerer, String answerer, Optional<String> file) implements Destination {
    private static final Pattern START = Pattern.compile("\\s*xmsrp:/*\\s*\\?", Pattern.CASE_INSENSITIVE);
    /** A semicolon that belongs to a SIP URI is not followed by one of our keys. */
    private static final Pattern KEY =
            Pattern.compile("(?:^|;)\\s*(offerer|answerer|file)\\s*=", Pattern.CASE_INSENSITIVE);

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final Pattern SIP_URI = Pattern.compile(
            "(?i:sips?:)?(?:[!-~&&[^<>\"@\\\\]]+@)?(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?(?:[;?][!-~&&[^<>\"]]*)?");

    private enum Key {
        OFFERER,
        ANSWERER,
        FILE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the text means to be one of these, well-formed or not. */
    public static boolean matches(String text) {
        return text.stripLeading().regionMatches(true, 0, "xmsrp:", 0, 6);
    }

    /**
     * Takes the keys in any order. White space around a key or its value and wherever a line was wrapped is dropped; single
     * blanks inside {@code file} stay.
     *
     * @throws IllegalArgumentException with what is missing or wrong, in words for the client
     */
    public static XmsrpUri parse(String text) {
        var values = split(text);
        return new XmsrpUri(
                sipUri(Key.OFFERER, values.get(Key.OFFERER)),
                sipUri(Key.ANSWERER, values.get(Key.ANSWERER)),
                file(values.get(Key.FILE)));
    }

    private static Map<Key, String> split(String text) {
        var start = START.matcher(text);
        if (!start.lookingAt()) {
            throw new IllegalArgumentException("does not start with xmsrp://?");
        }
        String query = text.substring(start.end());
        var values = new EnumMap<Key, String>(Key.class);
        var keys = KEY.matcher(query);
        boolean more = keys.find();
        if (!more || !query.substring(0, keys.start()).isBlank()) {
            throw new IllegalArgumentException(
                    "does not start with offerer, answerer or file behind the question mark");
        }
        while (more) {
            Key key = Key.valueOf(keys.group(1).toUpperCase(Locale.ROOT));
            int from = keys.end();
            more = keys.find();
            String value = query.substring(from, more ? keys.start() : query.length());
            if (values.put(key, trim(value)) != null) {
                throw new IllegalArgumentException(key + " is given twice");
            }
        }
        return values;
    }

    private static String trim(String value) {
        String trimmed = value.strip();
        return trimmed.endsWith(";")
                ? trimmed.substring(0, trimmed.length() - 1).stripTrailing()
                : trimmed;
    }

    private static String sipUri(Key key, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        String raw = WHITE_SPACE.matcher(value).replaceAll("");
        String decoded = PercentEncoding.decode(raw);
        // Where decoding breaks the URI, the escapes are its own (sip:a%40b@host) and stay.
        String uri = SIP_URI.matcher(decoded).matches() ? decoded : raw;
        if (!SIP_URI.matcher(uri).matches()) {
            throw new IllegalArgumentException(key + " is no SIP URI");
        }
        boolean hasScheme = uri.regionMatches(true, 0, "sip:", 0, 4) || uri.regionMatches(true, 0, "sips:", 0, 5);
        return hasScheme ? uri : "sip:" + uri;
    }

    private static Optional<String> file(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        String file = PercentEncoding.decode(unwrapped(value));
        if (file.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("file holds a control character");
        }
        return Optional.of(file);
    }

    private static String unwrapped(String value) {
        return value.lines().map(String::strip).collect(Collectors.joining());
    }
}
