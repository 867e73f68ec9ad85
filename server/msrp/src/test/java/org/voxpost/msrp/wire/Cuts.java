package org.voxpost.msrp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * Cuts one stream of octets in two, anywhere, and follows what a decoder tells of the halves against what it told of the whole. Nothing is
 * collected or written down, so that every place can be tried.
 */
final class Cuts {
    private final byte[] octets;
    private final List<Frame> heads;
    private final List<byte[]> bodies;
    private final List<Continuation> flags;
    private final String failure;
    private int told;
    private int ended;
    private int bodyOctets;

    /**
     * @param octets read only
     * @param failure what was said of the octets that are no MSRP; empty where all was read
     */
    Cuts(byte[] octets, Decoding whole, String failure) {
        this.octets = octets;
        this.heads = whole.heads;
        this.bodies = whole.bodies;
        this.flags = whole.flags;
        this.failure = failure;
    }

    boolean readsTheSame(int cut) {
        told = 0;
        ended = 0;
        bodyOctets = 0;
        FrameDecoder decoder = new FrameDecoder(Decoding.LINE, Decoding.HEADERS, _ -> {});
        try {
            return follow(decoder, 0, cut)
                    && follow(decoder, cut, octets.length)
                    && failure.isEmpty()
                    && told == heads.size()
                    && ended == flags.size();
        } catch (FramingException e) {
            return failure.equals(e.getMessage()) && told == heads.size() && ended == flags.size();
        }
    }

    private boolean follow(FrameDecoder decoder, int start, int end) throws FramingException {
        ByteBuf in = Unpooled.wrappedBuffer(octets).setIndex(start, end);
        Item item;
        while ((item = decoder.next(in)) != null) {
            if (!follow(item)) {
                return false;
            }
        }
        return !in.isReadable();
    }

    private boolean follow(Item item) {
        return switch (item) {
            case Frame head -> told < heads.size() && head.equals(heads.get(told++));
            case BodyPart part -> follow(part.octets());
            case Continuation flag -> {
                boolean same =
                        ended < flags.size() && flag == flags.get(ended) && bodyOctets == bodies.get(ended).length;
                ended++;
                bodyOctets = 0;
                yield same;
            }
        };
    }

    /** A body without an end is told to nobody. */
    private boolean follow(ByteBuf part) {
        try {
            int length = part.readableBytes();
            boolean same = ended == flags.size()
                    || (bodyOctets + length <= bodies.get(ended).length
                            && part.equals(Unpooled.wrappedBuffer(bodies.get(ended), bodyOctets, length)));
            bodyOctets += length;
            return same;
        } finally {
            part.release();
        }
    }
}
