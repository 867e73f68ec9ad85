package org.voxpost.sip.jain;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A cursor in one line of a message. Nothing here throws: what is not there is null, -1 or false, and the line is not plain. */
final class PlainText {
    private final String line;
    private int at;

    PlainText(String line, int start) {
        this.line = line;
        this.at = start;
        blanks();
    }

    boolean end() {
        return at == line.length();
    }

    void blanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    /** Passes over this character if it is the next one. */
    boolean pass(char expected) {
        boolean there = at < line.length() && line.charAt(at) == expected;
        if (there) {
            at++;
        }
        return there;
    }

    boolean pass(String expected) {
        boolean there = line.startsWith(expected, at);
        if (there) {
            at += expected.length();
        }
        return there;
    }

    /** RFC 3261 §25.1, token. */
    @Nullable
    String token() {
        return run(PlainText::isToken);
    }

    /** The longest run of such characters; null where there is none. */
    @Nullable
    String run(IntPredicate wanted) {
        int start = at;
        while (at < line.length() && wanted.test(line.charAt(at))) {
            at++;
        }
        return at == start ? null : line.substring(start, at);
    }

    /** A number of at most that many digits; -1 where there is none, or a longer one. */
    int number(int digits) {
        int start = at;
        int number = 0;
        while (at < line.length() && isDigit(line.charAt(at))) {
            if (at - start == digits) {
                return -1;
            }
            number = number * 10 + line.charAt(at++) - '0';
        }
        return at == start ? -1 : number;
    }

    /** Everything from here on. */
    String rest() {
        String rest = line.substring(at);
        at = line.length();
        return rest;
    }

    int mark() {
        return at;
    }

    void back(int mark) {
        at = mark;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlphanumeric(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isToken(int c) {
        return isAlphanumeric(c)
                || switch (c) {
                    case '-', '.', '!', '%', '*', '_', '+', '`', '\'', '~' -> true;
                    default -> false;
                };
    }
}
