package org.voxpost.sip.jain;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Tags, branches and Call-IDs that nobody can guess (RFC 3261 §19.3). */
final class Ids {
    private static final HexFormat HEX = HexFormat.of();

    private final SecureRandom random = new SecureRandom();

    /** 128 bits in 32 characters of {@code 0-9 a-f}. */
    String tag() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return HEX.formatHex(bits);
    }

    String branch() {
        return "z9hG4bK-" + tag();
    }

    String callId(String host) {
        return tag() + '@' + host;
    }

    /** Anything from 0 to {@code bound}, without {@code bound}. */
    long below(long bound) {
        return random.nextLong(bound);
    }
}
