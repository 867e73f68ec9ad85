package org.voxpost.media;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file being received. It appears under its own name only when it is complete, verified and on disk.
 *
 * <p>Used by one thread at a time; calls block on the disk. An interrupt during a call aborts the file.
 */
@SuppressWarnings("DoNotCallSuggester") // until the next commit fills it in
public final class ReceivedFile implements AutoCloseable {

    ReceivedFile() {}

    /**
     * Writes what the buffer holds at a position; chunks may come in any order and may repeat. The buffer stays the
     * caller's.
     *
     * @param offset from 0
     * @throws MediaException TOO_LARGE beyond the inbox's limit, NO_SPACE, IO
     */
    public void write(long offset, ByteBuffer bytes) throws MediaException {
        throw new UnsupportedOperationException(offset + " " + bytes);
    }

    /** End of the last byte written so far: the size if nothing is missing in between. */
    public long length() {
        throw new UnsupportedOperationException();
    }

    /**
     * Verifies size and hash, forces the file to disk and gives it its safe and unique name. After a failure the file
     * is gone.
     *
     * @return where it is now
     * @throws MediaException MISMATCH when size or hash differ from what was announced
     */
    public Path finish(ExpectedContent expected) throws MediaException {
        throw new UnsupportedOperationException(expected.toString());
    }

    /** Removes what was received. Does nothing after {@link #finish}; may be called twice. */
    public void abort() {
        throw new UnsupportedOperationException();
    }

    /** Aborts what was not finished. */
    @Override
    public void close() {
        abort();
    }
}
