package org.voxpost.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A source read from its start to its end. Closing it leaves the source open: the source has its own owner. */
final class FetchedBytes implements ReadableByteChannel {

    private final Fetched source;
    private long position;

    FetchedBytes(Fetched source) {
        this.source = source;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            int read = source.read(into, position);
            position += read;
            return read == 0 && into.hasRemaining() ? -1 : read;
        } catch (MediaException e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // nothing of its own
    }
}
