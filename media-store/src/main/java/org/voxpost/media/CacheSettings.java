package org.voxpost.media;

import java.time.Duration;

/**
 * How much of what was pulled stays in the spool for re-use. Zero of bytes or entries turns the cache off.
 *
 * @param maxBytes of all entries together
 * @param maxEntries files
 * @param longestFresh the longest time for which a server's word is taken that an entry need not be asked for; zero asks every time
 */
public record CacheSettings(long maxBytes, int maxEntries, Duration longestFresh) {

    public CacheSettings {
        Bounds.atLeast("cache.maxBytes", maxBytes, 0);
        Bounds.atLeast("cache.maxEntries", maxEntries, 0);
        if (longestFresh.isNegative()) {
            throw new IllegalArgumentException("cache.longestFresh must not be negative: " + longestFresh);
        }
    }

    /** 64 MiB, 256 files, an hour. */
    public static CacheSettings standard() {
        return new CacheSettings(64L << 20, 256, Duration.ofHours(1));
    }

    public static CacheSettings off() {
        return new CacheSettings(0, 0, Duration.ZERO);
    }
}
