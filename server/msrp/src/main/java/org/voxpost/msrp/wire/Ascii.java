package org.voxpost.msrp.wire;

/** Character classes of the grammar (RFC 4975 §9), for octets and characters alike. */
final class Ascii {

    private static final boolean[] IDENT = new boolean[128];
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (int c = 0; c < 128; c++) {
            IDENT[c] = isAlphanumeric(c) || ".-+%=".indexOf(c) >= 0;
            TOKEN[c] = c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]".indexOf(c) < 0;
        }
    }

    private Ascii() {}

    static boolean isIdent(int c) {
        return c >= 0 && c < 128 && IDENT[c];
    }

    static boolean isToken(int c) {
        return c >= 0 && c < 128 && TOKEN[c];
    }

    static boolean isAlphanumeric(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isControl(int c) {
        return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f;
    }

    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
