package org.voxpost.msrp.relay;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads {@code name=value, name="quoted \" value"} (RFC 7616 §3.3); names in lower case, the first of a name counts. */
final class Parameters {

    private final String text;
    private int at;

    private Parameters(String text) {
        this.text = text;
    }

    static Map<String, String> parse(String text) {
        return new Parameters(text).all();
    }

    /** What cannot be read ends the list; the caller misses what it needs then. */
    private Map<String, String> all() {
        Map<String, String> found = new LinkedHashMap<>();
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            at = equals + 1;
            found.putIfAbsent(name, value());
            int comma = text.indexOf(',', at);
            at = comma < 0 ? text.length() : comma + 1;
        }
        return found;
    }

    private String value() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        String word = text.substring(at, end).strip();
        at = end;
        return word;
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }
}
