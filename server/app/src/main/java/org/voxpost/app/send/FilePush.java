package org.voxpost.app.send;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.Hash;
import org.voxpost.sip.SipUri;

/**
 * One file to push.
 *
 * @param name offered to the peer
 * @param sha256 of the content, lower-case hexadecimal
 * @param sha1 the same; peers of RFC 5547 §6 know no other
 * @param modified when the file was last changed, for {@code a=file-date}
 * @param deadline for the answer to the INVITE
 */
public record FilePush(
        Path file,
        String name,
        String contentType,
        long bytes,
        String sha256,
        String sha1,
        Optional<Instant> modified,
        SipUri from,
        SipUri to,
        Duration deadline) {

    /**
     * Reads the file once for its size and hashes.
     *
     * @throws IOException when it cannot be read
     */
    public static FilePush of(Path file, String contentType, SipUri from, SipUri to) throws IOException {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest sha1 = digest("SHA-1");
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                sha1.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new FilePush(
                file,
                String.valueOf(file.getFileName()),
                contentType,
                bytes,
                HexFormat.of().formatHex(sha256.digest()),
                HexFormat.of().formatHex(sha1.digest()),
                Optional.of(Files.getLastModifiedTime(file).toInstant()),
                from,
                to,
                Duration.ofMinutes(1));
    }

    public FilePush withName(String other) {
        return new FilePush(file, other, contentType, bytes, sha256, sha1, modified, from, to, deadline);
    }

    public FilePush withTo(SipUri other) {
        return new FilePush(file, name, contentType, bytes, sha256, sha1, modified, from, other, deadline);
    }

    FileSelector selector() {
        return FileSelector.of(
                name,
                contentType,
                bytes,
                Hash.of("sha-1", HexFormat.of().parseHex(sha1)),
                Hash.of("sha-256", HexFormat.of().parseHex(sha256)));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
