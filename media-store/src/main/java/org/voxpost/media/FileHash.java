package org.voxpost.media;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/** The SHA-256 of what a file has now, read from the disk. */
final class FileHash {

    private static final int BUFFER = 1 << 16;

    private FileHash() {}

    /** Of the first bytes of a file; its position is left alone. */
    static ContentHash of(FileChannel file, long length) throws IOException {
        MessageDigest digest = HashAlgorithm.SHA_256.digest();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, length));
        for (long at = 0; at < length; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - at));
            int read = file.read(buffer, at);
            if (read < 0) {
                throw new EOFException("the file is shorter than " + length);
            }
            at += read;
            digest.update(buffer.flip());
        }
        return ContentHash.of(HashAlgorithm.SHA_256, digest.digest());
    }
}
