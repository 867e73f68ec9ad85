package org.voxpost.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;

/** A file of the {@link JobSpool} that is being written, from its first byte to its last. Used by one thread at a time; calls block on the disk. */
public final class JobFile implements AutoCloseable {

    private static final long ROOM_CHECK_EVERY = 8L << 20;

    private final Spool.SpoolFile file;
    private final JobSpool spool;
    private final String id;
    private final MediaUri source;
    private final @Nullable String contentType;
    private final MessageDigest digest = HashAlgorithm.SHA_256.digest();
    private long length;
    private long roomChecked;
    private boolean over;

    JobFile(Spool.SpoolFile file, JobSpool spool, String id, MediaUri source, @Nullable String contentType) {
        this.file = file;
        this.spool = spool;
        this.id = id;
        this.source = source;
        this.contentType = contentType;
    }

    /**
     * Writes what the buffer holds behind what was written before. After a failure nothing is left but to close it.
     *
     * @throws MediaException NO_SPACE, IO, CANCELLED
     */
    public void write(ByteBuffer bytes) throws MediaException {
        try {
            length += bytes.remaining();
            if (length - roomChecked > ROOM_CHECK_EVERY) {
                file.checkRoom(source.text());
                roomChecked = length;
            }
            digest.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                file.content().write(bytes);
            }
        } catch (IOException e) {
            close();
            throw Disk.failure("writing to the spool", source.text(), e);
        }
    }

    /**
     * Puts the file on the disk for good, then gives it its id. After a failure it is gone.
     *
     * @return open for reading, owned by the caller; closing it leaves the file in the spool
     */
    public Fetched complete() throws MediaException {
        Facts facts =
                new Facts(length, "spool " + id, contentType, ContentHash.of(HashAlgorithm.SHA_256, digest.digest()));
        try {
            spool.complete(file, id, new SpoolRecord(source, facts));
            over = true;
            return new Fetched(source, file.content(), facts, () -> {}, () -> {});
        } catch (IOException e) {
            throw Disk.failure("finishing a spool file", source.text(), e);
        } finally {
            close();
        }
    }

    /** Removes what was written, unless it is complete. May be called twice. */
    @Override
    public void close() {
        if (!over) {
            over = true;
            file.discard();
        }
    }
}
