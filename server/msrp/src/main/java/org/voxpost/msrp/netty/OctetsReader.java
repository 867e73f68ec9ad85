package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.voxpost.msrp.session.BodyReader;

/** Reads octets in memory, without copying them. */
final class OctetsReader implements BodyReader {

    private final ByteBuffer octets;

    OctetsReader(ByteBuffer octets) {
        this.octets = octets;
    }

    @Override
    public CompletionStage<ByteBuf> read(long position, int count) {
        return CompletableFuture.completedFuture(
                Unpooled.wrappedBuffer(octets.slice(octets.position() + (int) position, count)));
    }

    @Override
    public void close() {}
}
