package org.voxpost.msrp.netty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.Body;

/**
 * A source of the application that may be read again from its beginning: still one read at a time, and closed once, when its message
 * is done with and no reader reads any more. Event loops only.
 */
final class SharedSource {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSource.class);

    private final Body.Source source;
    private final AtomicInteger holders = new AtomicInteger(1);
    private volatile CompletionStage<Integer> last = CompletableFuture.completedFuture(0);

    SharedSource(Body.Source source) {
        this.source = source;
    }

    /** The content once more. */
    Body.Source reader() {
        return new Reader();
    }

    /** The message is done with. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            try {
                source.close();
            } catch (IOException | RuntimeException | Error e) {
                LOG.warn("A source of a message could not be closed: {}", e.getMessage());
            }
        }
    }

    private final class Reader implements Body.Source {
        private boolean open;

        @Override
        public long length() {
            return source.length();
        }

        @Override
        public CompletionStage<Integer> read(long position, ByteBuffer target) {
            if (!open) {
                open = true;
                holders.incrementAndGet();
            }
            CompletionStage<Integer> before = last;
            CompletionStage<Integer> read = before.toCompletableFuture().isDone()
                    ? source.read(position, target)
                    : before.handle((_, _) -> 0).thenCompose(_ -> source.read(position, target));
            last = read;
            return read;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                release();
            }
        }
    }
}
