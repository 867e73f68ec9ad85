package org.voxpost.msml;

/** Text of a peer made fit for a description, which also reaches log lines. */
final class Quoted {
    private static final int MOST = 200;

    private Quoted() {}

    /** One line of at most 200 characters; control characters become {@code ?}. */
    static String shortened(String text) {
        String line = text.codePoints()
                .limit(MOST + 1L)
                .map(point -> isPrintable(point) ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.codePointCount(0, line.length()) <= MOST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST)) + "…";
    }

    private static boolean isPrintable(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
