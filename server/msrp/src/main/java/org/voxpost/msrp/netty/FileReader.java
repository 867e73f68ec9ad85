package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.Body;
import org.voxpost.msrp.session.BodyReader;

/** Reads a region of a file into pooled buffers. The disk is touched on the executor only, one read at a time. */
final class FileReader implements BodyReader {

    private static final Logger LOG = LoggerFactory.getLogger(FileReader.class);

    private final Body.FileRegion region;
    private final ByteBufAllocator allocator;
    private final Executor disk;
    private @Nullable FileChannel channel;

    FileReader(Body.FileRegion region, ByteBufAllocator allocator, Executor disk) {
        this.region = region;
        this.allocator = allocator;
        this.disk = disk;
    }

    @Override
    public CompletionStage<ByteBuf> read(long position, int octets) {
        ByteBuf buffer = allocator.directBuffer(octets);
        CompletableFuture<ByteBuf> answer = new CompletableFuture<>();
        run(
                () -> {
                    try {
                        fill(buffer, region.position() + position, octets);
                        answer.complete(buffer);
                    } catch (IOException | RuntimeException | Error e) {
                        buffer.release();
                        answer.completeExceptionally(e);
                    }
                },
                () -> {
                    buffer.release();
                    answer.completeExceptionally(new ClosedChannelException());
                });
        return answer;
    }

    private void fill(ByteBuf buffer, long position, int octets) throws IOException {
        if (channel == null) {
            channel = FileChannel.open(region.file(), StandardOpenOption.READ);
        }
        if (buffer.writeBytes(channel, position, octets) <= 0) {
            throw new EOFException("the file ended early");
        }
    }

    @Override
    public void close() {
        run(this::closeChannel, this::closeChannel);
    }

    private void closeChannel() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warn("File {} could not be closed: {}", region.file(), e.getMessage());
        }
    }

    /** The executor takes nothing more when the endpoint was closed in the meantime. */
    private void run(Runnable task, Runnable instead) {
        try {
            disk.execute(task);
        } catch (RejectedExecutionException e) {
            instead.run();
        }
    }
}
