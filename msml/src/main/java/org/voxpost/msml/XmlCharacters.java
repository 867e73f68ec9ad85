package org.voxpost.msml;

import java.util.PrimitiveIterator;

/** Which characters XML 1.0 can carry (its production 2, {@code Char}). */
final class XmlCharacters {
    private static final int REPLACEMENT = 0xFFFD;

    private XmlCharacters() {}

    /** Puts U+FFFD for what no XML document may hold, escaped or not: control characters and halves of surrogate pairs. */
    static String replaceIllegal(String text) {
        if (text.codePoints().allMatch(XmlCharacters::isLegal)) {
            return text;
        }
        var replaced = new StringBuilder(text.length());
        for (PrimitiveIterator.OfInt points = text.codePoints().iterator(); points.hasNext(); ) {
            int point = points.nextInt();
            replaced.appendCodePoint(isLegal(point) ? point : REPLACEMENT);
        }
        return replaced.toString();
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
