package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Gives any octets to a decoder, whole and cut. Jazzer calls {@link #fuzzerTestOneInput}; the build does so with what is in {@code
 * fuzz/decoder} and with the vectors of the RFCs.
 */
public final class DecoderFuzz {

    private static final int LINE = 512;
    private static final int HEADERS = 16;

    private DecoderFuzz() {}

    public static void fuzzerTestOneInput(byte[] octets) {
        String whole = told(octets, new Random(0), octets.length);
        Random random = new Random(Arrays.hashCode(octets));
        same(whole, told(octets, random, 1));
        same(whole, told(octets, random, 7));
        same(whole, told(octets, random, 64));
    }

    private static void same(String whole, String cut) {
        if (!whole.equals(cut)) {
            throw new AssertionError("cut, it reads otherwise.\nWhole:\n" + whole + "\nCut:\n" + cut);
        }
    }

    /** All that is made of the octets, in pieces of at most {@code most}, up to the end or to the first that is no MSRP. */
    private static String told(byte[] octets, Random random, int most) {
        Reading reading = new Reading();
        try {
            for (int at = 0; at < octets.length; ) {
                int size = Math.min(
                        octets.length - at, most <= 1 || most == octets.length ? most : 1 + random.nextInt(most));
                reading.feed(octets, at, size);
                at += size;
            }
        } catch (FramingException e) {
            reading.told.append("broken: ").append(e.getMessage());
            if (e.getStackTrace().length > 0) {
                throw new AssertionError("an exception for the peer's fault has a stack trace");
            }
        }
        reading.check(octets.length);
        return reading.told.toString();
    }

    /** What came out of one decoder. */
    private static final class Reading {
        private final FrameDecoder decoder = new FrameDecoder(LINE, HEADERS, _ -> {});
        private final StringBuilder told = new StringBuilder();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private boolean inFrame;
        private long bodyOctets;

        void feed(byte[] octets, int start, int length) throws FramingException {
            ByteBuf in = Unpooled.buffer(length).writeBytes(octets, start, length);
            try {
                Item item;
                while ((item = decoder.next(in)) != null) {
                    take(item);
                }
                if (in.isReadable()) {
                    throw new AssertionError("octets are left though nothing more is told");
                }
            } finally {
                in.release();
            }
            if (in.refCnt() > 0) {
                throw new AssertionError("somebody keeps the input");
            }
        }

        private void take(Item item) {
            switch (item) {
                case Frame frame -> {
                    if (inFrame) {
                        throw new AssertionError("a frame in a frame");
                    }
                    inFrame = true;
                    told.append(frame).append('\n');
                }
                case BodyPart part -> {
                    int length = part.octets().readableBytes();
                    if (!inFrame || length == 0) {
                        throw new AssertionError("a body out of place, or of nothing");
                    }
                    bodyOctets += length;
                    byte[] copy = new byte[length];
                    part.octets().readBytes(copy);
                    part.octets().release();
                    body.writeBytes(copy);
                }
                case Continuation flag -> {
                    if (!inFrame) {
                        throw new AssertionError("an end of no frame");
                    }
                    inFrame = false;
                    told.append(body.toString(StandardCharsets.ISO_8859_1))
                            .append(flag)
                            .append('\n');
                    body.reset();
                }
            }
        }

        void check(int octets) {
            if (bodyOctets > octets) {
                throw new AssertionError("bodies are longer than what was received");
            }
            told.append(body.toString(StandardCharsets.ISO_8859_1));
        }
    }
}
