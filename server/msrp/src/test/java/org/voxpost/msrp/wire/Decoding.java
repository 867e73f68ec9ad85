package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What a decoder makes of octets that come in the given pieces: heads, whole bodies, flags. */
final class Decoding {
    static final int LINE = 8_192;
    static final int HEADERS = 64;

    final List<Frame> heads = new ArrayList<>();
    final List<byte[]> bodies = new ArrayList<>();
    final List<Continuation> flags = new ArrayList<>();
    final Set<Deviation> deviations = EnumSet.noneOf(Deviation.class);

    private final FrameDecoder decoder = new FrameDecoder(LINE, HEADERS, deviations::add);
    private ByteArrayOutputStream body = new ByteArrayOutputStream();

    private final boolean tracked;

    /** With buffers whose loss is noticed, which is slow. */
    Decoding() {
        this(true);
    }

    private Decoding(boolean tracked) {
        this.tracked = tracked;
    }

    /** For the many cuts of one stream of octets: with buffers that nobody counts. */
    static Decoding untracked() {
        return new Decoding(false);
    }

    static Decoding whole(byte[] octets) throws FramingException {
        return new Decoding().feed(octets, 0, octets.length);
    }

    static Decoding whole(String octets) throws FramingException {
        return whole(octets.getBytes(StandardCharsets.UTF_8));
    }

    static Decoding split(byte[] octets, int at) throws FramingException {
        return new Decoding().feed(octets, 0, at).feed(octets, at, octets.length - at);
    }

    static Decoding inPieces(byte[] octets, int size) throws FramingException {
        Decoding decoding = new Decoding();
        for (int at = 0; at < octets.length; at += size) {
            decoding.feed(octets, at, Math.min(size, octets.length - at));
        }
        return decoding;
    }

    static Decoding cutAtRandom(byte[] octets, Random random) throws FramingException {
        return new Decoding().feedAtRandom(octets, random);
    }

    /** Feeds pieces of one octet to all that is left, short ones more often. */
    Decoding feedAtRandom(byte[] octets, Random random) throws FramingException {
        for (int at = 0; at < octets.length; ) {
            int size = 1 + random.nextInt(Math.min(octets.length - at, 1 << random.nextInt(10)));
            feed(octets, at, size);
            at += size;
        }
        return this;
    }

    Decoding feed(byte[] octets, int start, int length) throws FramingException {
        ByteBuf in = tracked
                ? PooledByteBufAllocator.DEFAULT
                        .directBuffer(Math.max(1, length))
                        .writeBytes(octets, start, length)
                : Unpooled.wrappedBuffer(octets, start, length);
        try {
            Item item;
            while ((item = decoder.next(in)) != null) {
                take(item);
            }
        } finally {
            in.release();
        }
        return this;
    }

    private void take(Item item) {
        switch (item) {
            case Frame head -> heads.add(head);
            case BodyPart part -> {
                byte[] copy = new byte[part.octets().readableBytes()];
                part.octets().readBytes(copy);
                part.octets().release();
                body.writeBytes(copy);
            }
            case Continuation flag -> {
                bodies.add(body.toByteArray());
                body = new ByteArrayOutputStream();
                flags.add(flag);
            }
        }
    }

    boolean insideHead() {
        return decoder.insideHead();
    }

    Frame.Send send() {
        return (Frame.Send) heads.getFirst();
    }

    /** Everything in a form that can be compared. */
    String told() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < heads.size(); i++) {
            all.append(heads.get(i)).append('\n');
            if (i < flags.size()) {
                all.append(new String(bodies.get(i), StandardCharsets.ISO_8859_1))
                        .append(flags.get(i))
                        .append('\n');
            }
        }
        return all.toString();
    }
}
