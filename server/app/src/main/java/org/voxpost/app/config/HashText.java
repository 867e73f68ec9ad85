package org.voxpost.app.config;

import org.voxpost.sdp.Hash;

/** Hashes of files as people write them: {@code sha-256:} and octets in hex, apart by colons or not. */
public final class HashText {
    static final String FORM = "[a-z0-9-]+:[0-9A-Fa-f]{2}(:?[0-9A-Fa-f]{2})*";
    static final String WORDS = "a hash, such as sha-256:4AAD... or sha-256:4A:AD:...";

    private HashText() {}

    /** @throws IllegalArgumentException when it is none, or not as long as its algorithm makes it */
    public static Hash parse(String text) {
        int colon = text.indexOf(':');
        String hex = text.substring(colon + 1);
        return new Hash(
                text.substring(0, Math.max(colon, 0)), hex.contains(":") ? hex : hex.replaceAll("(..)(?!$)", "$1:"));
    }
}
