package org.voxpost.app.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** How numbers and foreign text are put before people. */
final class Words {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

    private static final int LONGEST_NAME = 40;

    private Words() {}

    /** Text of a peer or a file, on one line: control characters become {@code ?}. */
    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }

    /** A name for a line that has other words to show, cut in its middle: the end tells the type. */
    static String shortName(String name) {
        int[] characters = printable(name).codePoints().toArray();
        int half = LONGEST_NAME / 2;
        return characters.length <= LONGEST_NAME
                ? printable(name)
                : new String(characters, 0, half) + "…" + new String(characters, characters.length - half, half);
    }

    /** {@code 1,234,567 bytes}. */
    static String bytes(long number) {
        return String.format(Locale.ROOT, "%,d byte%s", number, number == 1 ? "" : "s");
    }

    /** {@code 12.3 MB/s}, in decimal units. */
    static String rate(long bytesPerSecond) {
        if (bytesPerSecond < 1000) {
            return bytesPerSecond + " B/s";
        }
        return bytesPerSecond < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB/s", bytesPerSecond / 1e3)
                : String.format(Locale.ROOT, "%.1f MB/s", bytesPerSecond / 1e6);
    }

    /** {@code 85 ms}, {@code 2.4 s} or {@code 3 min 20 s}. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
