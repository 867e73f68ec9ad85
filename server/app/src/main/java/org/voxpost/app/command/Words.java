package org.voxpost.app.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** How numbers and foreign text are put before people. */
final class Words {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

    private Words() {}

    /** Text of a peer or a file, on one line: control characters become {@code ?}. */
    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
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
