package org.voxpost.msrp.session;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What leaves a connection: small pieces are gathered in one buffer, large ones go past it. */
final class Output {

    /** Octets up to which a piece is copied beside the others, for fewer and larger writes. */
    private static final int COPIED = 4_096;

    /** Octets gathered after which the buffer is handed on rather than grown. */
    private static final int GATHERED = 16_384;

    private final ConnectionPort port;
    private @Nullable ByteBuf gathered;
    private long written;

    Output(ConnectionPort port) {
        this.port = port;
    }

    /** The buffer to write into, with room for so many octets more. */
    ByteBuf room(int more) {
        if (gathered != null && gathered.writableBytes() < more && gathered.readableBytes() >= GATHERED) {
            push();
        }
        if (gathered == null) {
            gathered = port.allocator().directBuffer(Math.max(2_048, more));
        }
        return gathered;
    }

    /** Sends so many octets of a piece, which is read that far. */
    void body(ByteBuf piece, int octets) {
        if (octets <= COPIED) {
            room(octets).writeBytes(piece, octets);
            return;
        }
        push();
        written += octets;
        port.write(piece.readRetainedSlice(octets));
    }

    /** Gives the port what was written so far. */
    void push() {
        ByteBuf buffer = gathered;
        if (buffer != null) {
            gathered = null;
            written += buffer.readableBytes();
            port.write(buffer);
        }
    }

    /** Octets written since the beginning, those included that the port does not have yet. */
    long produced() {
        return written + (gathered == null ? 0 : gathered.readableBytes());
    }

    /** Octets that the network has taken since the beginning. */
    long taken() {
        return written - port.queuedOctets();
    }

    /** Octets given to the port since the beginning. */
    long written() {
        return written;
    }
}
