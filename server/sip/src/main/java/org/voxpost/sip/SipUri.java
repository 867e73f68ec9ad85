package org.voxpost.sip;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A SIP or SIPS URI (RFC 3261 §19.1).
 *
 * @param scheme {@code sip} or {@code sips}
 * @param user user part as written, escapes kept; empty when there is none
 * @param host name or address; an IPv6 address keeps its brackets
 * @param port 0 when none is written
 * @param parameters everything behind the port, with its leading {@code ;} or {@code ?}; empty when there is nothing
 */
public record SipUri(String scheme, String user, String host, int port, String parameters) implements CallUri {
    private static final int LONGEST = 2048;

    /**
     * Reads a URI as people write it: with or without {@code sip:}, in angle brackets or not, blanks around it.
     *
     * @throws SipSyntaxException when it is no SIP URI
     */
    public static SipUri parse(String text) {
        String rest = stripped(text);
        String scheme = "sip";
        if (rest.regionMatches(true, 0, "sip:", 0, 4)) {
            rest = rest.substring(4);
        } else if (rest.regionMatches(true, 0, "sips:", 0, 5)) {
            scheme = "sips";
            rest = rest.substring(5);
        }
        int at = rest.indexOf('@');
        String user = at < 0 ? "" : rest.substring(0, at);
        checkUser(user);
        rest = rest.substring(at + 1);
        int behind = endOfHostPort(rest);
        String parameters = rest.substring(behind);
        rest = rest.substring(0, behind);
        int colon = rest.startsWith("[") ? rest.indexOf(':', rest.indexOf(']') + 1) : rest.indexOf(':');
        String host = colon < 0 ? rest : rest.substring(0, colon);
        checkHost(host);
        return new SipUri(scheme, user, host, colon < 0 ? 0 : port(rest.substring(colon + 1)), parameters);
    }

    public static SipUri of(String user, String host, int port) {
        return new SipUri("sip", user, host, port, "");
    }

    /** Whether each hop on the way to it is to be TLS (RFC 3261 §26.2.2). */
    public boolean secure() {
        return scheme.equals("sips");
    }

    /** The value of a URI parameter, as {@code transport}; empty string when it has none. */
    public Optional<String> parameter(String name) {
        int headers = parameters.indexOf('?');
        String list = headers < 0 ? parameters : parameters.substring(0, headers);
        for (String one : list.split(";", -1)) {
            int equals = one.indexOf('=');
            String key = equals < 0 ? one : one.substring(0, equals);
            if (key.equalsIgnoreCase(name)) {
                return Optional.of(equals < 0 ? "" : one.substring(equals + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return scheme + ':' + (user.isEmpty() ? "" : user + '@') + host + (port == 0 ? "" : ":" + port) + parameters;
    }

    private static String stripped(String text) {
        String stripped = text.strip();
        int open = stripped.indexOf('<');
        if (open >= 0) {
            int close = stripped.indexOf('>', open);
            if (close < 0) {
                throw new SipSyntaxException("a SIP URI has < without >");
            }
            stripped = stripped.substring(open + 1, close).strip();
        }
        if (stripped.length() > LONGEST) {
            throw new SipSyntaxException("a SIP URI is longer than " + LONGEST + " characters");
        }
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '<' || c == '>' || c == '"') {
                throw new SipSyntaxException("a SIP URI has a forbidden character at " + i);
            }
        }
        return stripped;
    }

    private static int endOfHostPort(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == ';' || rest.charAt(i) == '?') {
                return i;
            }
        }
        return rest.length();
    }

    /** RFC 3261 §25.1: unreserved, escaped, and some more; a colon begins the password. */
    private static void checkUser(String user) {
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            boolean good = c == '%'
                    ? i + 2 < user.length()
                            && HexFormat.isHexDigit(user.charAt(i + 1))
                            && HexFormat.isHexDigit(user.charAt(i + 2))
                    : (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "-_.!~*'()&=+$,;?/:#".indexOf(c) >= 0;
            if (!good) {
                throw new SipSyntaxException("a SIP URI has a user part with a forbidden character at " + i);
            }
        }
    }

    private static void checkHost(String host) {
        boolean good = host.startsWith("[") ? host.endsWith("]") && host.length() > 3 : isHostName(host);
        if (!good) {
            throw new SipSyntaxException("a SIP URI has no host");
        }
    }

    private static boolean isHostName(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (!hostCharacter(host.charAt(i))) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    private static boolean hostCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._".indexOf(c) >= 0;
    }

    private static int port(String digits) {
        if (!digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= 65535) {
                return port;
            }
        }
        throw new SipSyntaxException("a SIP URI has a port that is not 1 to 65535");
    }
}
