package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.concurrent.TimeUnit;
import org.voxpost.media.MediaException.Reason;

/** Moves a response body into a spool file, hashing it, and gives up on one too large or too slow. */
final class BodyPump {

    private static final int BUFFER = 1 << 16;
    private static final long ROOM_CHECK_EVERY = 8L << 20;

    private final HttpSettings settings;
    private final long maxBytes;
    private final Spool spool;
    private final String uri;
    private final MessageDigest digest = HashAlgorithm.SHA_256.digest();
    private long length;
    private long windowStart;
    private long inWindow;

    BodyPump(HttpSettings settings, long maxBytes, Spool spool, String uri) {
        this.settings = settings;
        this.maxBytes = maxBytes;
        this.spool = spool;
        this.uri = uri;
    }

    void run(InputStream body, FileChannel into) throws IOException, MediaException {
        byte[] buffer = new byte[BUFFER];
        long roomChecked = 0;
        windowStart = System.nanoTime();
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            length += read;
            if (length > maxBytes) {
                throw tooLarge(length, uri);
            }
            checkRate(read);
            if (length - roomChecked > ROOM_CHECK_EVERY) {
                spool.checkRoom(0, uri);
                roomChecked = length;
            }
            digest.update(buffer, 0, read);
            write(ByteBuffer.wrap(buffer, 0, read), into);
        }
    }

    static MediaException tooLarge(long length, String uri) {
        return new MediaException(Reason.TOO_LARGE, length + " bytes or more are more than allowed: " + uri);
    }

    private void checkRate(int read) throws MediaException {
        inWindow += read;
        long elapsed = System.nanoTime() - windowStart;
        if (elapsed < settings.rateWindow().toNanos()) {
            return;
        }
        double perSecond = (double) inWindow * TimeUnit.SECONDS.toNanos(1) / elapsed;
        if (perSecond < settings.minBytesPerSecond()) {
            throw new MediaException(Reason.TIMEOUT, "the server sends too slowly: " + uri);
        }
        windowStart += elapsed;
        inWindow = 0;
    }

    /** A disk that fails is told apart from a network that fails. */
    private void write(ByteBuffer bytes, FileChannel into) throws MediaException {
        try {
            while (bytes.hasRemaining()) {
                into.write(bytes);
            }
        } catch (IOException e) {
            throw Disk.failure("writing to the spool", uri, e);
        }
    }

    long length() {
        return length;
    }

    ContentHash sha256() {
        return ContentHash.of(HashAlgorithm.SHA_256, digest.digest());
    }
}
