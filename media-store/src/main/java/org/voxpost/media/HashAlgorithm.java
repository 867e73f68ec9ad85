package org.voxpost.media;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests in use: SHA-256 for our own records, SHA-1 because RFC 5547 §6 names it. */
public enum HashAlgorithm {
    SHA_256("SHA-256", 32),
    SHA_1("SHA-1", 20);

    private final String standardName;
    private final int bytes;

    HashAlgorithm(String standardName, int bytes) {
        this.standardName = standardName;
        this.bytes = bytes;
    }

    /** Length of the digest in bytes. */
    public int length() {
        return bytes;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(standardName);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + standardName, e);
        }
    }
}
