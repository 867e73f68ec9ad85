package org.voxpost.msrp.wire;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Reads {@code msrp://user@host:port/session;tcp;parameters} (RFC 4975 §6, §9). */
final class UriParser {

    private static final String TCP = "tcp";

    /** Hosts that were read lately: thousands of sessions name the same few, and keep them. */
    private static final AtomicReferenceArray<@Nullable String> HOSTS = new AtomicReferenceArray<>(256);

    private UriParser() {}

    static MsrpUri parse(String text) {
        if (text.length() > MsrpUri.MAX_LENGTH) {
            throw new IllegalArgumentException("an MSRP URI is too long");
        }
        requireVisible(text);
        int scheme = text.indexOf("://");
        boolean secure = scheme == 5 && text.regionMatches(true, 0, "msrps", 0, 5);
        if (!secure && !(scheme == 4 && text.regionMatches(true, 0, "msrp", 0, 4))) {
            throw new IllegalArgumentException("a URI without the scheme msrp or msrps");
        }
        int semicolon = text.indexOf(';', scheme + 3);
        if (semicolon < 0) {
            throw new IllegalArgumentException("an MSRP URI without a transport");
        }
        int slash = text.indexOf('/', scheme + 3);
        int authorityEnd = slash >= 0 && slash < semicolon ? slash : semicolon;
        int user = text.lastIndexOf('@', authorityEnd - 1);
        String authority = text.substring(Math.max(scheme + 3, user + 1), authorityEnd);
        int colon = portColon(authority);
        return new MsrpUri(
                text,
                secure,
                shared(host(colon < 0 ? authority : authority.substring(0, colon))),
                colon < 0 ? MsrpUri.NO_PORT : port(authority.substring(colon + 1)),
                authorityEnd == semicolon ? null : sessionId(text.substring(authorityEnd + 1, semicolon)),
                transport(text, semicolon + 1));
    }

    private static String shared(String host) {
        int hash = host.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (HOSTS.length() - 1);
        String known = HOSTS.get(slot);
        if (host.equals(known)) {
            return known;
        }
        HOSTS.set(slot, host);
        return host;
    }

    private static int portColon(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }

    private static String host(String written) {
        if (written.isEmpty()) {
            throw new IllegalArgumentException("an MSRP URI without a host");
        }
        if (written.charAt(0) != '[') {
            return MsrpUri.lower(unescaped(written));
        }
        if (written.length() < 4 || written.charAt(written.length() - 1) != ']') {
            throw new IllegalArgumentException("an MSRP URI with a broken IPv6 address");
        }
        return MsrpUri.lower(written.substring(1, written.length() - 1));
    }

    private static String unescaped(String host) {
        if (host.indexOf('%') < 0) {
            return host;
        }
        StringBuilder plain = new StringBuilder(host.length());
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) == '%' && i + 2 < host.length()) {
                int high = Character.digit(host.charAt(i + 1), 16);
                int low = Character.digit(host.charAt(i + 2), 16);
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException("an MSRP URI with a broken escape");
                }
                plain.append((char) (high * 16 + low));
                i += 2;
            } else {
                plain.append(host.charAt(i));
            }
        }
        requireVisible(plain.toString());
        return plain.toString();
    }

    private static int port(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(Ascii::isDigit)) {
            throw new IllegalArgumentException("an MSRP URI with a port that is no number");
        }
        int port = Integer.parseInt(digits);
        if (port > 65_535) {
            throw new IllegalArgumentException("an MSRP URI with a port above 65535");
        }
        return port;
    }

    private static @Nullable String sessionId(String id) {
        return id.isEmpty() ? null : id;
    }

    private static String transport(String text, int start) {
        int end = text.indexOf(';', start);
        String transport = text.substring(start, end < 0 ? text.length() : end);
        if (transport.isEmpty() || !transport.chars().allMatch(Ascii::isAlphanumeric)) {
            throw new IllegalArgumentException("an MSRP URI without a transport");
        }
        return transport.equalsIgnoreCase(TCP) ? TCP : MsrpUri.lower(transport);
    }

    private static void requireVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                throw new IllegalArgumentException("an MSRP URI holds visible ASCII only");
            }
        }
    }
}
