package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.session.BodyReader;

/** Reads a source of the application. */
final class SourceReader implements BodyReader {

    private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);

    private final Body.Source source;
    private final ByteBufAllocator allocator;

    SourceReader(Body.Source source, ByteBufAllocator allocator) {
        this.source = source;
        this.allocator = allocator;
    }

    @Override
    public CompletionStage<ByteBuf> read(long position, int octets) {
        ByteBuf buffer = allocator.directBuffer(octets);
        CompletableFuture<ByteBuf> answer = new CompletableFuture<>();
        try {
            source.read(position, buffer.nioBuffer(0, octets))
                    .whenComplete((count, failure) -> settle(answer, buffer, count == null ? -1 : count, failure));
        } catch (RuntimeException | Error e) {
            settle(answer, buffer, -1, e);
        }
        return answer;
    }

    private static void settle(
            CompletableFuture<ByteBuf> answer, ByteBuf buffer, int count, @Nullable Throwable failure) {
        if (count > 0) {
            answer.complete(buffer.writerIndex(count));
        } else {
            buffer.release();
            answer.completeExceptionally(failure != null ? failure : new EOFException("the source ended early"));
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("A source of a message could not be closed: {}", e.getMessage());
        }
    }
}
