package org.voxpost.sip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Header fields by name, compared without case; values as they are written. Immutable. */
public final class SipHeaders {
    private static final SipHeaders NONE = new SipHeaders(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private static final Set<String> OWN = Set.of(
            "allow",
            "authorization",
            "c",
            "call-id",
            "contact",
            "content-length",
            "content-type",
            "cseq",
            "f",
            "from",
            "i",
            "k",
            "l",
            "m",
            "max-forwards",
            "min-se",
            "proxy-authorization",
            "record-route",
            "require",
            "route",
            "server",
            "session-expires",
            "supported",
            "t",
            "to",
            "user-agent",
            "v",
            "via",
            "x");

    private final Map<String, List<String>> values;

    private SipHeaders(Map<String, List<String>> values) {
        this.values = values;
    }

    public static SipHeaders none() {
        return NONE;
    }

    public static SipHeaders of(String name, String value) {
        return NONE.with(name, value);
    }

    /**
     * These headers and one more; a name that is there already gets a further value.
     *
     * @throws SipSyntaxException when the name is no token (RFC 3261 §25.1) or the value has CR, LF or NUL in it
     */
    public SipHeaders with(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(values);
        List<String> old = more.getOrDefault(checkedName(name), List.of());
        List<String> all = new ArrayList<>(old);
        all.add(checkedValue(name, value));
        more.put(name, List.copyOf(all));
        return new SipHeaders(more);
    }

    /** Headers of a message that came in, taken as they are. */
    public static SipHeaders copyOf(Map<String, List<String>> received) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        received.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        return new SipHeaders(copy);
    }

    /**
     * These headers, when all of them are an application's to set.
     *
     * @throws SipSyntaxException when one of them is written by the endpoint itself
     */
    public SipHeaders extra() {
        for (String name : values.keySet()) {
            if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new SipSyntaxException(name + " is written by the endpoint itself");
            }
        }
        return this;
    }

    /** Every value of the header in the order of the message; empty when it is absent. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Header names as first written, and their values. */
    public Map<String, List<String>> asMap() {
        return Collections.unmodifiableMap(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    static String checkedName(String name) {
        if (name.isEmpty() || !name.chars().allMatch(SipHeaders::tokenCharacter)) {
            throw new SipSyntaxException("not a header name of RFC 3261 §25.1");
        }
        return name;
    }

    static String checkedValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new SipSyntaxException(
                        "the value of " + name.toLowerCase(Locale.ROOT) + " has a line end or NUL at character " + i);
            }
        }
        return value;
    }

    private static boolean tokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-.!%*_+`'~".indexOf(c) >= 0;
    }
}
