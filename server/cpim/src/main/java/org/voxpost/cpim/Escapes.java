package org.voxpost.cpim;

import java.util.HexFormat;

/** The escape mechanism of header values (RFC 3862 §2.3). */
final class Escapes {
    private static final int HEX_DIGITS = 4;

    private Escapes() {}

    /** No control is left in it. */
    static String escape(String text) {
        return escape(text, false);
    }

    /** The same for a text in double quotes, which it gets. */
    static String quote(String text) {
        return '"' + escape(text, true) + '"';
    }

    private static String escape(String text, boolean quoted) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\b' -> escaped.append("\\b");
                case '\t' -> escaped.append("\\t");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '"' -> escaped.append(quoted ? "\\\"" : "\"");
                default -> {
                    if (isControl(c)) {
                        escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** Of an unknown escape its character is left; a backslash at the end is none (RFC 3862 §2.3.1). */
    static String unescape(String written) {
        if (written.indexOf('\\') < 0) {
            return written;
        }
        StringBuilder text = new StringBuilder(written.length());
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at++);
            if (c != '\\') {
                text.append(c);
            } else if (at < written.length()) {
                char kind = written.charAt(at++);
                if (kind == 'u' && isHex(written, at)) {
                    text.append((char) HexFormat.fromHexDigits(written, at, at + HEX_DIGITS));
                    at += HEX_DIGITS;
                } else {
                    text.append(
                            switch (kind) {
                                case 'b' -> '\b';
                                case 't' -> '\t';
                                case 'n' -> '\n';
                                case 'r' -> '\r';
                                default -> kind;
                            });
                }
            }
        }
        return text.toString();
    }

    static boolean isControl(char c) {
        return c < ' ' || c == 0x7f;
    }

    static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> isControl((char) c));
    }

    private static boolean isHex(String text, int from) {
        if (from + HEX_DIGITS > text.length()) {
            return false;
        }
        for (int i = from; i < from + HEX_DIGITS; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
