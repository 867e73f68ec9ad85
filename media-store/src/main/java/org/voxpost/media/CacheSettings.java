package org.voxpost.media;

/**
 * How much of what was pulled stays in the spool for conditional re-use. Zero of either turns the cache off.
 *
 * @param maxBytes of all entries together
 * @param maxEntries files
 */
public record CacheSettings(long maxBytes, int maxEntries) {

    public CacheSettings {
        Bounds.atLeast("cache.maxBytes", maxBytes, 0);
        Bounds.atLeast("cache.maxEntries", maxEntries, 0);
    }

    /** 64 MiB, 256 files. */
    public static CacheSettings standard() {
        return new CacheSettings(64L << 20, 256);
    }

    public static CacheSettings off() {
        return new CacheSettings(0, 0);
    }
}
