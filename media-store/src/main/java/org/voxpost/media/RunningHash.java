package org.voxpost.media;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** The SHA-256 of a file that is written front to back; without a say from the first part on that is not the next one. */
final class RunningHash {

    private final MessageDigest digest = HashAlgorithm.SHA_256.digest();
    private long covered;
    private boolean inOrder = true;

    /** Takes a part that is in the file now; its buffer is used up. */
    void written(long offset, ByteBuffer part) {
        inOrder = inOrder && offset == covered;
        if (inOrder) {
            covered += part.remaining();
            digest.update(part);
        }
    }

    /** Whether this is the hash of a file of that length. */
    boolean covers(long length) {
        return inOrder && covered == length;
    }

    /** Of what was written so far; more may follow. */
    ContentHash hash() {
        try {
            return ContentHash.of(HashAlgorithm.SHA_256, ((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("every Java platform can copy a SHA-256", e);
        }
    }
}
