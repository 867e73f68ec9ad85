package org.voxpost.media;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * A file that a sender described so well that what arrived of it can be kept, and the rest be taken in another session (RFC 5547 §6,
 * file-range).
 *
 * @param sender who announced it; the same file of another sender is another one
 * @param name as the sender wrote it
 * @param size of the whole file, in bytes
 * @param hash of the whole file
 */
public record AnnouncedFile(String sender, String name, long size, ContentHash hash) {

    /** The name under which a part of it is kept: nothing of what the sender wrote gets into it. */
    String keptName() {
        return stem() + KeptFiles.SUFFIX;
    }

    /** A name for it while it arrives, from which the name of what is kept follows when the process did not get to say. */
    String partName() {
        return stem() + "-" + UUID.randomUUID() + KeptFiles.ARRIVING;
    }

    private String stem() {
        MessageDigest digest = HashAlgorithm.SHA_256.digest();
        for (String fact : List.of(sender, name, Long.toString(size), hash.toString())) {
            digest.update(fact.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return KeptFiles.PREFIX + HexFormat.of().formatHex(digest.digest());
    }
}
