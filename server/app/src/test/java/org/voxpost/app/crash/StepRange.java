package org.voxpost.app.crash;

/**
 * Which steps of a sweep are wanted.
 *
 * @param first from 1
 * @param last of a sweep that has so many
 */
record StepRange(int first, int last) {

    /** @param text such as {@code 17} or {@code 40-80}; empty for all */
    static StepRange parse(String text) {
        if (text.isEmpty()) {
            return new StepRange(1, Integer.MAX_VALUE);
        }
        int dash = text.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        return new StepRange(first, dash < 0 ? first : Integer.parseInt(text.substring(dash + 1)));
    }
}
