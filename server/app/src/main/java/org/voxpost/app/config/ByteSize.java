package org.voxpost.app.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written {@code 512B}, {@code 64KiB}, {@code 16MiB}, {@code 2GiB} or {@code 1TiB}. Never negative. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(B|KiB|MiB|GiB|TiB)");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size is never negative: " + bytes);
        }
    }

    /** Throws {@link IllegalArgumentException} for anything but a whole number with its unit. */
    public static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size");
        }
        long scale = 1;
        for (String unit : UNITS) {
            if (unit.equals(matcher.group(2))) {
                break;
            }
            scale *= 1024;
        }
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), scale));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large a size", e);
        }
    }

    /** The size as an {@code int}; the bounds of the keys that are read with this keep it in range. */
    public int asInt() {
        return Math.toIntExact(bytes);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** The form that {@link #parse} reads, in the largest unit that divides it. */
    @Override
    public String toString() {
        long number = bytes;
        int unit = 0;
        while (unit < UNITS.length - 1 && number != 0 && number % 1024 == 0) {
            number /= 1024;
            unit++;
        }
        return number + UNITS[unit];
    }
}
