package org.voxpost.engine.delivery;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.voxpost.media.Fetched;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.Body;

/** A fetched source, from one of its octets on, as the body of a message: each read of the disk runs beside the event loop. */
record FetchedBody(Fetched file, long start, Executor blocking) implements Body.Source {

    @Override
    public long length() {
        return file.length() - start;
    }

    @Override
    public CompletionStage<Integer> read(long position, ByteBuffer target) {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        blocking.execute(() -> {
            try {
                count.complete(file.read(target, start + position));
            } catch (MediaException | RuntimeException e) {
                count.completeExceptionally(e);
            }
        });
        return count;
    }
}
