package org.voxpost.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that can be read at any position. */
interface Content extends Closeable {

    /**
     * Reads some bytes.
     *
     * @return how many; -1 at the end
     */
    int read(ByteBuffer into, long position) throws IOException;

    static Content of(FileChannel file) {
        return new Content() {
            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                return file.read(into, position);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    /** Not copied: nobody may write to it. */
    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public int read(ByteBuffer into, long position) {
                if (position >= bytes.length) {
                    return -1;
                }
                int length = (int) Math.min(into.remaining(), bytes.length - position);
                into.put(bytes, (int) position, length);
                return length;
            }

            @Override
            public void close() {
                // nothing of its own
            }
        };
    }
}
