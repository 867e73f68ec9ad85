package org.voxpost.benchmarks.soak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** What the sources hold: no two the same, and the same again for the same scenario. */
final class Contents {

    private static final int LARGEST = 1 << 20;

    private final byte[] noise = new byte[LARGEST];

    Contents(long seed) {
        new Random(seed).nextBytes(noise);
    }

    byte[] of(Scenario scenario) {
        byte[] content = Arrays.copyOf(noise, scenario.size());
        byte[] key = scenario.key().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(key, 0, content, 0, Math.min(key.length, content.length));
        return content;
    }

    /** SHA-256 in hex. */
    String hash(Scenario scenario) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of(scenario)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
