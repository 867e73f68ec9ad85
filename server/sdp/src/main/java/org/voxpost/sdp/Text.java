package org.voxpost.sdp;

import java.util.function.IntPredicate;

/** The character classes of RFC 8866 §9, as guards for values that we are asked to send. */
final class Text {
    private Text() {}

    /** Returns a value that is safe inside one line: no CR, LF, NUL or other control character but TAB. */
    static String oneLine(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw new IllegalArgumentException("a control character cannot stand in a session description");
            }
        }
        return value;
    }

    /** Returns a value that is one word of visible ASCII. */
    static String word(String value) {
        if (!isWord(value)) {
            throw new IllegalArgumentException("a word of visible ASCII characters was expected");
        }
        return value;
    }

    static boolean isWord(String value) {
        return isAll(value, c -> c > ' ' && c < 0x7f);
    }

    static String token(String value) {
        if (!isToken(value)) {
            throw new IllegalArgumentException("a token (RFC 8866 §9) was expected");
        }
        return value;
    }

    static boolean isToken(String value) {
        return isAll(value, Text::isTokenChar);
    }

    private static boolean isTokenChar(int c) {
        return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]".indexOf(c) < 0;
    }

    /** A loop: a stream for each word of a description costs more than all else in it. */
    private static boolean isAll(String value, IntPredicate wanted) {
        for (int i = 0; i < value.length(); i++) {
            if (!wanted.test(value.charAt(i))) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    /** Reads digits that fit a non-negative long, or says -1. */
    static long digits(String value) {
        if (value.length() > 18 || !isAll(value, c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(value);
    }
}
