package org.voxpost.app.send;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.Hash;
import org.voxpost.sip.SipUri;

/**
 * One file to push.
 *
 * @param name offered to the peer
 * @param sha256 of the content, lower-case hexadecimal
 * @param deadline for the answer to the INVITE
 */
public record FilePush(
        Path file,
        String name,
        String contentType,
        long bytes,
        String sha256,
        SipUri from,
        SipUri to,
        Duration deadline) {

    /**
     * Reads the file once for its size and hash.
     *
     * @throws IOException when it cannot be read
     */
    public static FilePush of(Path file, String contentType, SipUri from, SipUri to) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new FilePush(
                file,
                String.valueOf(file.getFileName()),
                contentType,
                bytes,
                HexFormat.of().formatHex(digest.digest()),
                from,
                to,
                Duration.ofMinutes(1));
    }

    public FilePush withName(String other) {
        return new FilePush(file, other, contentType, bytes, sha256, from, to, deadline);
    }

    FileSelector selector() {
        return FileSelector.of(
                name, contentType, bytes, Hash.of("sha-256", HexFormat.of().parseHex(sha256)));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
