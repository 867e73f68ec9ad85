package org.voxpost.msrp.session;

import java.security.SecureRandom;
import java.util.Random;

/** Ids that are the same in every run. */
final class SeededRandom extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final Random random;

    SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] octets) {
        random.nextBytes(octets);
    }
}
