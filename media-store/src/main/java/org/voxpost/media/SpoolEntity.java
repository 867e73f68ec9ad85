package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** The body of a request out of a spool file, as often as it is asked for. */
final class SpoolEntity extends AbstractHttpEntity {

    private final FileChannel file;
    private final long length;

    /** @param contentType null for none */
    SpoolEntity(FileChannel file, long length, @Nullable String contentType) {
        super(contentType, null);
        this.file = file;
        this.length = length;
    }

    @Override
    public InputStream getContent() {
        return Channels.newInputStream(new FromTheStart());
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public void close() {
        // the file has its own owner
    }

    /** Reads at positions of its own, so that several may read one file. */
    private final class FromTheStart implements ReadableByteChannel {
        private long position;

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (position >= length) {
                return -1;
            }
            ByteBuffer bounded = into.slice(into.position(), (int) Math.min(into.remaining(), length - position));
            int read = file.read(bounded, position);
            if (read > 0) {
                position += read;
                into.position(into.position() + read);
            }
            return read;
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
}
