package org.voxpost.msrp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads words out of a line of octets. Ranges are from {@code start} up to and without {@code end}. */
final class LineText {

    private static final int HYPHENS = 7;
    private static final byte[] OK = {'O', 'K'};

    private LineText() {}

    static int indexOf(byte[] line, int start, int end, char wanted) {
        for (int i = start; i < end; i++) {
            if (line[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] line, int length, byte[] prefix) {
        return length >= prefix.length && Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
    }

    static boolean equals(byte[] line, int start, int end, byte[] word) {
        return end - start == word.length && Arrays.equals(line, start, end, word, 0, word.length);
    }

    static boolean equalsIgnoringCase(byte[] line, int start, int end, byte[] lower) {
        if (end - start != lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            if (Ascii.lower(line[start + i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isIdent(byte[] line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Ascii.isIdent(line[i])) {
                return false;
            }
        }
        return true;
    }

    static boolean isToken(byte[] line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Ascii.isToken(line[i])) {
                return false;
            }
        }
        return true;
    }

    static void requireText(byte[] line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Ascii.isControl(line[i])) {
                throw new IllegalArgumentException("a header with control characters");
            }
        }
    }

    static String latin(byte[] line, int start, int end) {
        return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
    }

    static String utf8(byte[] line, int start, int end) {
        return new String(line, start, end - start, StandardCharsets.UTF_8);
    }

    static String visible(byte[] line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (line[i] <= ' ' || line[i] == 0x7f) {
                throw new IllegalArgumentException("a value that is not of visible characters");
            }
        }
        return latin(line, start, end);
    }

    /** Text for people, with every control character replaced. */
    static String printable(byte[] line, int start, int end) {
        if (equals(line, start, end, OK)) {
            return "OK";
        }
        String text = utf8(line, start, end);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return withoutControls(text);
            }
        }
        return text;
    }

    private static String withoutControls(String text) {
        StringBuilder clean = new StringBuilder(text);
        for (int i = 0; i < clean.length(); i++) {
            if (Character.isISOControl(clean.charAt(i))) {
                clean.setCharAt(i, ' ');
            }
        }
        return clean.toString();
    }

    /** Three digits, or -1. */
    static int statusCode(byte[] line, int start, int end) {
        if (end - start != 3
                || !Ascii.isDigit(line[start])
                || !Ascii.isDigit(line[start + 1])
                || !Ascii.isDigit(line[start + 2])) {
            return -1;
        }
        return (line[start] - '0') * 100 + (line[start + 1] - '0') * 10 + line[start + 2] - '0';
    }

    /** {@code 000 200 OK}; a code of another namespace counts as 200, for it says nothing of delivery. */
    static Status status(byte[] line, int start, int end) {
        int blank = indexOf(line, start, end, ' ');
        int namespace = blank < 0 ? -1 : statusCode(line, start, blank);
        int codeEnd = blank < 0 ? -1 : indexOf(line, blank + 1, end, ' ');
        int code = blank < 0 ? -1 : statusCode(line, blank + 1, codeEnd < 0 ? end : codeEnd);
        if (namespace < 0 || code < 0) {
            throw new IllegalArgumentException("a Status that is not a namespace and a code");
        }
        return new Status(namespace == 0 ? code : 200, codeEnd < 0 ? "" : printable(line, codeEnd + 1, end));
    }

    /** The flag, when the line is seven hyphens, this id and a flag. */
    static @Nullable Continuation endLine(byte[] line, int length, String transaction) {
        if (length != HYPHENS + transaction.length() + 1 || !Continuation.isFlag(line[length - 1])) {
            return null;
        }
        for (int i = 0; i < HYPHENS; i++) {
            if (line[i] != '-') {
                return null;
            }
        }
        for (int i = 0; i < transaction.length(); i++) {
            if (line[HYPHENS + i] != transaction.charAt(i)) {
                return null;
            }
        }
        return Continuation.of(line[length - 1]);
    }
}
