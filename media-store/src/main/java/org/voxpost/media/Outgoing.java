package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.voxpost.media.MediaException.Reason;

/** Content in the spool on its way to a server; gone when it is closed. Used by one thread. */
final class Outgoing implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final long ROOM_CHECK_EVERY = 8L << 20;

    private final Spool.SpoolFile file;
    private final long maxBytes;
    private final String uri;
    private final MessageDigest digest = HashAlgorithm.SHA_256.digest();
    private long length;
    private long roomChecked;

    private Outgoing(Spool.SpoolFile file, long maxBytes, String uri) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.uri = uri;
    }

    static Outgoing start(Spool spool, long maxBytes, String uri) throws MediaException {
        try {
            spool.checkRoom(0, uri);
            return new Outgoing(spool.create(), maxBytes, uri);
        } catch (IOException e) {
            throw Disk.failure("starting a spool file", uri, e);
        }
    }

    /** Takes a stream behind what is there, and says how long it was. */
    long take(InputStream content) throws MediaException {
        byte[] buffer = new byte[BUFFER];
        long before = length;
        try {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                length += read;
                if (length > maxBytes) {
                    throw new MediaException(Reason.TOO_LARGE, "more than " + maxBytes + " bytes for " + uri);
                }
                if (length - roomChecked > ROOM_CHECK_EVERY) {
                    file.checkRoom(uri);
                    roomChecked = length;
                }
                digest.update(buffer, 0, read);
                file.append(ByteBuffer.wrap(buffer, 0, read));
            }
            return length - before;
        } catch (IOException e) {
            throw Disk.failure("writing to the spool", uri, e);
        }
    }

    ContentHash sha256() {
        try {
            return ContentHash.of(HashAlgorithm.SHA_256, ((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("every Java platform can copy a SHA-256", e);
        }
    }

    SpoolEntity entity() {
        return new SpoolEntity(file.content(), length, "application/octet-stream");
    }

    @Override
    public void close() {
        file.discard();
    }
}
