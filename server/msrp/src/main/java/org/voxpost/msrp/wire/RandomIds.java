package org.voxpost.msrp.wire;

import java.security.SecureRandom;

/**
 * Makes identifiers out of a pool of random octets. Letters and digits only: some peers ignore ids with other characters.
 * Not thread-safe.
 */
public final class RandomIds {

    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int POOL = 2_048;

    private final SecureRandom random;
    private final byte[] pool = new byte[POOL];
    private int used = POOL;

    public RandomIds(SecureRandom random) {
        this.random = random;
    }

    /** 80 random bits, where RFC 4975 §7.1 asks for 64. */
    public TransactionId transaction() {
        return new TransactionId(letters(16));
    }

    /** 100 random bits. */
    public String message() {
        return letters(20);
    }

    /** A session id of 130 random bits, where RFC 4975 §14.1 asks for 80. Any thread. */
    public static String session(SecureRandom random) {
        byte[] octets = new byte[26];
        random.nextBytes(octets);
        char[] letters = new char[octets.length];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = ALPHABET[octets[i] & 31];
        }
        return new String(letters);
    }

    private String letters(int count) {
        if (used + count > POOL) {
            random.nextBytes(pool);
            used = 0;
        }
        char[] letters = new char[count];
        for (int i = 0; i < count; i++) {
            letters[i] = ALPHABET[pool[used] & 31];
            pool[used++] = 0;
        }
        return new String(letters);
    }
}
