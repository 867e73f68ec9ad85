package org.voxpost.app.doctor;

/** One thing that was looked at; {@code text} is a sentence for people. */
public record Finding(boolean good, String text) {
    static Finding good(String text) {
        return new Finding(true, text);
    }

    static Finding wrong(String text) {
        return new Finding(false, text);
    }
}
