package org.voxpost.sdp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A hash as SDP writes it, in a=fingerprint (RFC 8122 §5) and in file selectors (RFC 5547 §6).
 *
 * @param algorithm its textual name, in lower case: {@code sha-256}
 * @param hex upper case, octets apart by colons: {@code 4A:AD:B9}
 */
public record Hash(String algorithm, String hex) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();
    private static final Pattern HEX = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2})*+");
    private static final Map<String, Integer> OCTETS =
            Map.of("md5", 16, "sha-1", 20, "sha-224", 28, "sha-256", 32, "sha-384", 48, "sha-512", 64);

    public Hash {
        algorithm = Text.token(algorithm).toLowerCase(Locale.ROOT);
        hex = hex.toUpperCase(Locale.ROOT);
        if (!HEX.matcher(hex).matches() || !fits(algorithm, hex)) {
            throw new IllegalArgumentException("not the hex octets of a hash of this algorithm");
        }
    }

    /** @param digest as long as the algorithm makes it */
    public static Hash of(String algorithm, byte[] digest) {
        return new Hash(algorithm, COLONS.formatHex(digest));
    }

    /** Takes any letter case and blanks between the octets; the length must be that of the algorithm. */
    static Hash parse(String algorithm, String hex) throws SdpException {
        String packed = hex.replaceAll("[ \t]+", "").toUpperCase(Locale.ROOT);
        String name = algorithm.toLowerCase(Locale.ROOT);
        if (!Text.isToken(name) || !HEX.matcher(packed).matches()) {
            throw new SdpException("a hash is not the name of an algorithm and octets in hex");
        }
        if (!fits(name, packed)) {
            throw new SdpException("a hash is not as long as its algorithm makes it");
        }
        return new Hash(name, packed);
    }

    private static boolean fits(String algorithm, String hex) {
        int octets = (hex.length() + 1) / 3;
        return OCTETS.getOrDefault(algorithm, octets) == octets;
    }

    /** The octets; a new array each time. */
    public byte[] digest() {
        return COLONS.parseHex(hex);
    }

    /** True when these octets hash to this. False also for an algorithm that this machine does not have. */
    public boolean isOf(byte[] octets) {
        try {
            return MessageDigest.isEqual(
                    digest(), MessageDigest.getInstance(algorithm).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
