package org.voxpost.msrp.relay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hashes of RFC 7616 §3.2. Those with {@code -sess} are not for MSRP (RFC 4976 §9.1). */
final class DigestHash {

    private static final String DEFAULT = "MD5";
    private static final Map<String, String> NAMES =
            Map.of(DEFAULT, "MD5", "SHA-256", "SHA-256", "SHA-512-256", "SHA-512/256");

    private final MessageDigest digest;

    private DigestHash(MessageDigest digest) {
        this.digest = digest;
    }

    static boolean knows(@Nullable String algorithm) {
        return NAMES.containsKey(upper(algorithm));
    }

    /** MD5 is the least (RFC 7616 §5.1); the others are equal. */
    static int strength(@Nullable String algorithm) {
        return upper(algorithm).equals(DEFAULT) ? 0 : 1;
    }

    /** @param algorithm one that is known; null means MD5 */
    static DigestHash of(@Nullable String algorithm) {
        try {
            return new DigestHash(MessageDigest.getInstance(NAMES.getOrDefault(upper(algorithm), DEFAULT)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    /** In hexadecimal, lower case. */
    String hex(String... parts) {
        return HexFormat.of().formatHex(digest.digest(String.join(":", parts).getBytes(StandardCharsets.UTF_8)));
    }

    private static String upper(@Nullable String algorithm) {
        return algorithm == null ? DEFAULT : algorithm.toUpperCase(Locale.ROOT);
    }
}
