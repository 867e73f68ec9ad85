package org.voxpost.msrp.wire;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Makes identifiers out of a pool of random octets. Letters and digits only: some peers ignore ids with other characters.
 * Not thread-safe.
 */
public final class RandomIds {

    private static final byte[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);
    private static final int POOL = 2_048;
    private static final int LONGEST = 20;

    private final SecureRandom random;
    private final byte[] pool = new byte[POOL];
    private final byte[] letters = new byte[LONGEST];
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
        return letters(LONGEST);
    }

    /** A session id of 130 random bits, where RFC 4975 §14.1 asks for 80. Any thread. */
    public static String session(SecureRandom random) {
        byte[] octets = new byte[26];
        random.nextBytes(octets);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = ALPHABET[octets[i] & 31];
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private String letters(int count) {
        if (used + count > POOL) {
            random.nextBytes(pool);
            used = 0;
        }
        for (int i = used; i < used + count; i++) {
            letters[i - used] = ALPHABET[pool[i] & 31];
            pool[i] = 0;
        }
        used += count;
        return new String(letters, 0, count, StandardCharsets.ISO_8859_1);
    }
}
