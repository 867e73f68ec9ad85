package org.voxpost.cpim;

import java.util.Optional;

/**
 * Who is said to have sent a message or is to get it (RFC 3862 §4.1). A claim of the sender: it proves nothing.
 *
 * @param name for people; empty when there is none. May have any character in it
 * @param uri as it is written, without angle brackets
 */
public record CpimAddress(String name, String uri) {

    /** @throws IllegalArgumentException when the URI is empty or has a control, a blank or an angle bracket in it */
    public CpimAddress {
        if (!isUri(uri)) {
            throw new IllegalArgumentException("an address without a URI");
        }
    }

    public static CpimAddress of(String uri) {
        return new CpimAddress("", uri);
    }

    /** As in a header value; also without angle brackets. Empty when there is no URI with a scheme. */
    static Optional<CpimAddress> read(String written) {
        String rest = written.strip();
        String name = "";
        if (rest.startsWith("\"")) {
            int end = endOfQuoted(rest);
            name = Escapes.unescape(rest.substring(1, end));
            rest = rest.substring(Math.min(end + 1, rest.length())).strip();
        }
        int open = rest.indexOf('<');
        int close = rest.indexOf('>', open + 1);
        if (open >= 0 && close < 0) {
            return Optional.empty();
        }
        if (open > 0 && name.isEmpty()) {
            name = Escapes.unescape(rest.substring(0, open).strip());
        }
        String uri = open >= 0 ? rest.substring(open + 1, close).strip() : rest;
        return isUri(uri) && uri.indexOf(':') > 0 ? Optional.of(new CpimAddress(name, uri)) : Optional.empty();
    }

    String written() {
        String uri = '<' + this.uri + '>';
        if (name.isEmpty()) {
            return uri;
        }
        return (isWords(name) ? name : Escapes.quote(name)) + ' ' + uri;
    }

    private static boolean isUri(String text) {
        return !text.isEmpty()
                && text.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '\\' || c == '"');
    }

    private static int endOfQuoted(String text) {
        int at = 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    /** Tokens with one blank between them, which need no quotes (RFC 3862 §3.6, Formal-name). */
    private static boolean isWords(String name) {
        return !name.startsWith(" ")
                && !name.endsWith(" ")
                && !name.contains("  ")
                && name.chars().noneMatch(c -> Escapes.isControl((char) c) || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0);
    }
}
