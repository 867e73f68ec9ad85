package org.voxpost.media;

import java.util.HexFormat;
import java.util.Locale;

/**
 * A digest over the whole content of a medium.
 *
 * @param hex the digest in lower-case hexadecimal, without separators
 */
public record ContentHash(HashAlgorithm algorithm, String hex) {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public ContentHash {
        hex = hex.replace(":", "").toLowerCase(Locale.ROOT);
        if (HexFormat.of().parseHex(hex).length != algorithm.length()) {
            throw new IllegalArgumentException("not a " + algorithm + " digest: " + hex.length() + " digits");
        }
    }

    static ContentHash of(HashAlgorithm algorithm, byte[] digest) {
        return new ContentHash(algorithm, HexFormat.of().formatHex(digest));
    }

    byte[] digest() {
        return HexFormat.of().parseHex(hex);
    }

    /** The form of the file selector: {@code 72:24:5F:E8} (RFC 5547 §6). */
    public String colonHex() {
        return COLONS.formatHex(HexFormat.of().parseHex(hex));
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
