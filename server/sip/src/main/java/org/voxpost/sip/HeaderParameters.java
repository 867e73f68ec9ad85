package org.voxpost.sip;

import java.util.Optional;

/** Parameters behind the value of a MIME header (RFC 2045 §5.1): {@code ; name=token} or {@code ; name="text"}. */
final class HeaderParameters {
    private HeaderParameters() {}

    /** The first of this name, compared without case; a quoted one without its quotes. Looks at each character once. */
    static Optional<String> find(String header, String name) {
        int at = header.indexOf(';');
        while (at >= 0) {
            int behind = at + 1;
            while (behind < header.length() && header.charAt(behind) != '=' && header.charAt(behind) != ';') {
                behind++;
            }
            String key = header.substring(at + 1, behind).strip();
            if (behind == header.length() || header.charAt(behind) == ';') {
                at = header.indexOf(';', behind);
                continue;
            }
            StringBuilder value = new StringBuilder();
            at = header.indexOf(';', value(header, behind + 1, value));
            if (key.equalsIgnoreCase(name)) {
                return Optional.of(value.toString());
            }
        }
        return Optional.empty();
    }

    /** Returns the index behind the value. */
    private static int value(String header, int from, StringBuilder value) {
        int at = from;
        while (at < header.length() && isBlank(header.charAt(at))) {
            at++;
        }
        boolean quoted = at < header.length() && header.charAt(at) == '"';
        if (quoted) {
            at++;
        }
        while (at < header.length()) {
            char c = header.charAt(at);
            if (quoted ? c == '"' : c == ';' || isBlank(c)) {
                return quoted ? at + 1 : at;
            }
            if (quoted && c == '\\' && at + 1 < header.length()) {
                at++;
            }
            value.append(header.charAt(at));
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
