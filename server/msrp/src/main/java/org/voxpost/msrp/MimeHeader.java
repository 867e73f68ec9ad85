package org.voxpost.msrp;

/** A header line of a message that the stack carries without looking into it. */
public record MimeHeader(String name, String value) {

    public MimeHeader {
        requireSafe(name);
        requireSafe(value);
    }

    static void requireSafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("header text cannot hold CR, LF or NUL");
            }
        }
    }
}
