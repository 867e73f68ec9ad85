package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;

/** Gathers the words of a head, for one copy into the buffer instead of one for each word. One for each thread. */
final class HeadText {

    private static final int SIZE = 1_024;
    private static final int MOST_DIGITS = 19;

    private static final FastThreadLocal<HeadText> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected HeadText initialValue() {
            return new HeadText();
        }
    };

    private final byte[] octets = new byte[SIZE];
    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private int length;

    private HeadText() {}

    /** To be followed by {@link #end}. */
    static HeadText into(ByteBuf out) {
        HeadText text = OF_THREAD.get();
        text.out = out;
        text.length = 0;
        return text;
    }

    void end() {
        write();
        out = Unpooled.EMPTY_BUFFER;
    }

    private void write() {
        out.writeBytes(octets, 0, length);
        length = 0;
    }

    /** Words of ours, and what was read as visible ASCII. */
    @SuppressWarnings("deprecation") // drops the upper half of each character, and there is none
    HeadText ascii(String text) {
        int count = text.length();
        if (count > SIZE - length) {
            write();
            if (count > SIZE) {
                out.writeCharSequence(text, StandardCharsets.US_ASCII);
                return this;
            }
        }
        text.getBytes(0, count, octets, length);
        length += count;
        return this;
    }

    /** Words of the application; what is not ASCII becomes a question mark. */
    HeadText value(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x7f) {
                write();
                out.writeCharSequence(text, StandardCharsets.US_ASCII);
                return this;
            }
        }
        return ascii(text);
    }

    HeadText utf8(String text) {
        if (text.equals("OK")) {
            return ascii(text);
        }
        write();
        ByteBufUtil.writeUtf8(out, text);
        return this;
    }

    /** A position of a Byte-Range, or a status code. */
    HeadText number(long number) {
        if (number == ByteRange.UNKNOWN) {
            return ascii("*");
        }
        if (SIZE - length < MOST_DIGITS) {
            write();
        }
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        length += digits;
        long rest = number;
        for (int at = length - 1; at >= length - digits; at--) {
            octets[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }
}
