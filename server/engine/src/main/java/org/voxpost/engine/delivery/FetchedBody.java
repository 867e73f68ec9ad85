package org.voxpost.engine.delivery;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.voxpost.media.Fetched;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.Body;

/** A fetched source, from one of its octets on, as the body of a message: each read runs beside the event loop, but for those of memory. */
record FetchedBody(Fetched file, long start, Executor blocking) implements Body.Source {

    @Override
    public long length() {
        return file.length() - start;
    }

    @Override
    public CompletionStage<Integer> read(long position, ByteBuffer target) {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        if (file.inMemory()) {
            read(position, target, count);
        } else {
            blocking.execute(() -> read(position, target, count));
        }
        return count;
    }

    private void read(long position, ByteBuffer target, CompletableFuture<Integer> count) {
        try {
            count.complete(file.read(target, start + position));
        } catch (MediaException | RuntimeException | Error e) {
            count.completeExceptionally(e);
        }
    }
}
