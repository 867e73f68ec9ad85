package org.voxpost.media;

/** Makes a file name that a peer offered (RFC 5547 §6) harmless as a name in one directory. */
public final class SafeName {

    private SafeName() {}

    /**
     * The name without directories of any system, control and formatting characters, leading dots, blanks and hyphens,
     * characters and names reserved anywhere; composed (NFC); at most 200 bytes of UTF-8 with the extension kept;
     * {@code file} where nothing is left.
     */
    public static String of(String offered) {
        throw new UnsupportedOperationException(offered);
    }
}
