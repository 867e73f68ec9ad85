package org.voxpost.msrp.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A header line and what it was read as. The next frame mostly has the same paths and the same type, octet for octet. */
final class LastLine<T> {

    private static final int LONGEST = 512;

    private byte[] line = new byte[0];
    private int length;
    private @Nullable T value;

    /** What this very line was read as; null when it is another. */
    @Nullable
    T same(byte[] other, int otherLength) {
        return otherLength == length && Arrays.equals(line, 0, length, other, 0, length) ? value : null;
    }

    /** Remembers a line; its octets are copied into the room of the one before. */
    void keep(byte[] other, int otherLength, T read) {
        if (otherLength > LONGEST) {
            return;
        }
        if (line.length < otherLength) {
            line = new byte[Math.max(128, otherLength)];
        }
        System.arraycopy(other, 0, line, 0, otherLength);
        length = otherLength;
        value = read;
    }
}
