package org.voxpost.media;

/**
 * What may be kept in memory, under {@code memory:NAME}.
 *
 * @param maxBytes of all contents together, at most 1 GiB; 0 serves none
 * @param writable whether destinations may be there
 * @param deletable whether sources there may be deleted
 */
public record MemorySettings(long maxBytes, boolean writable, boolean deletable) {

    private static final long MOST = 1L << 30;

    public MemorySettings {
        Bounds.atLeast("memory.maxBytes", maxBytes, 0);
        if (maxBytes > MOST) {
            throw new IllegalArgumentException("memory.maxBytes must be at most " + MOST + ": " + maxBytes);
        }
    }

    public static MemorySettings off() {
        return new MemorySettings(0, false, false);
    }

    /** Everything allowed within so many bytes. */
    public static MemorySettings of(long bytes) {
        return new MemorySettings(bytes, true, true);
    }
}
