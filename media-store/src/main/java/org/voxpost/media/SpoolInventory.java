package org.voxpost.media;

import java.nio.file.Path;
import java.util.List;

/**
 * The spool's files at one instant.
 *
 * @param unfinished being written
 * @param held complete and held by an open {@link Fetched}
 * @param cached kept for conditional re-use
 */
public record SpoolInventory(List<Path> unfinished, List<Path> held, List<Path> cached) {

    public SpoolInventory {
        unfinished = List.copyOf(unfinished);
        held = List.copyOf(held);
        cached = List.copyOf(cached);
    }

    /** Whether no call and no open source uses the spool; cached files do not count. */
    public boolean idle() {
        return unfinished.isEmpty() && held.isEmpty();
    }
}
