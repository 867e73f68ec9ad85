package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.voxpost.msrp.wire.FrameDecoder;
import org.voxpost.msrp.wire.FramingException;
import org.voxpost.msrp.wire.Item;

/** The octets that came in, cut into items as fast as these can be taken. */
final class Intake {

    private final FrameDecoder decoder;
    private final long headTimeout;
    private final ArrayDeque<ByteBuf> backlog = new ArrayDeque<>(2);
    private long headDeadline = Long.MAX_VALUE;
    private boolean decoding;
    private boolean closed;

    /** Takes items one by one. */
    interface Taker {
        void take(Item item, long now);

        /** False as long as the next item has to wait. */
        boolean willing();
    }

    Intake(FrameDecoder decoder, long headTimeout) {
        this.decoder = decoder;
        this.headTimeout = headTimeout;
    }

    /** Takes octets, and their buffer with them. */
    void add(ByteBuf octets) {
        if (closed) {
            octets.release();
        } else {
            backlog.add(octets);
        }
    }

    /** Cuts what is there. Does nothing when it runs already. */
    void decode(Taker taker, long now) throws FramingException {
        if (decoding) {
            return;
        }
        decoding = true;
        try {
            while (!closed && taker.willing() && !backlog.isEmpty()) {
                ByteBuf in = backlog.element();
                Item item = decoder.next(in);
                if (item == null) {
                    backlog.remove().release();
                } else {
                    taker.take(item, now);
                }
            }
            watchHead(now);
        } finally {
            decoding = false;
        }
    }

    private void watchHead(long now) {
        if (!decoder.insideHead()) {
            headDeadline = Long.MAX_VALUE;
        } else if (headDeadline == Long.MAX_VALUE) {
            headDeadline = now + headTimeout;
        }
    }

    /** When the head that has begun must be complete. */
    long headDeadline() {
        return headDeadline;
    }

    void close() {
        closed = true;
        backlog.forEach(ByteBuf::release);
        backlog.clear();
    }
}
