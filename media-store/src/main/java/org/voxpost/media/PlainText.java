package org.voxpost.media;

/** Text of a peer made fit for a message or a log line. */
final class PlainText {

    private static final int LIMIT = 300;

    private PlainText() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), LIMIT));
        text.codePoints()
                .limit(LIMIT)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
