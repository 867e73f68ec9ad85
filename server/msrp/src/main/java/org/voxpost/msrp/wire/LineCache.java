package org.voxpost.msrp.wire;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps what the last values of a header were read as: a connection repeats the same few from frame to frame. */
final class LineCache<T> {

    private static final int SIZE = 64;
    private static final int LONGEST = 512;

    private final Function<String, T> reader;
    private @Nullable Object[] values = new Object[0];
    private byte[][] texts = new byte[0][];

    LineCache(Function<String, T> reader) {
        this.reader = reader;
    }

    @SuppressWarnings("unchecked") // only values of the reader are put in
    T value(byte[] line, int start, int end) {
        if (texts.length == 0) {
            texts = new byte[SIZE][];
            values = new Object[SIZE];
        }
        int slot = slot(line, start, end);
        byte[] text = texts[slot];
        Object known = values[slot];
        if (text != null && known != null && Arrays.equals(line, start, end, text, 0, text.length)) {
            return (T) known;
        }
        T value = reader.apply(LineText.latin(line, start, end));
        if (end - start > LONGEST) {
            return value;
        }
        texts[slot] = Arrays.copyOfRange(line, start, end);
        values[slot] = value;
        return value;
    }

    private static int slot(byte[] line, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + line[i];
        }
        return (hash ^ (hash >>> 16)) & (SIZE - 1);
    }
}
