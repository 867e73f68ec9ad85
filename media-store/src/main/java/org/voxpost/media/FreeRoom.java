package org.voxpost.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a disk has left.
 *
 * @param bytes that we may still write
 * @param files that may still be made; {@link Long#MAX_VALUE} where the system does not tell
 */
record FreeRoom(long bytes, long files) {

    /** Looks at a disk. */
    @FunctionalInterface
    interface Source {
        FreeRoom of(Path directory) throws IOException;
    }

    /** Of the file system of a directory. */
    static FreeRoom of(Path directory) throws IOException {
        return new FreeRoom(bytes(directory).bytes(), FreeFiles.of(directory));
    }

    /** The same without files, which take a moment the first time. */
    static FreeRoom bytes(Path directory) throws IOException {
        return new FreeRoom(Files.getFileStore(directory).getUsableSpace(), Long.MAX_VALUE);
    }

    /** The level of this disk alone, coming from another. */
    DiskRoom level(DiskSettings settings, @Nullable DiskRoom before) {
        if (below(settings.hardBytes(), settings.hardFiles(), before == DiskRoom.HARD)) {
            return DiskRoom.HARD;
        }
        boolean within = before == DiskRoom.HARD || before == DiskRoom.SOFT;
        return below(settings.softBytes(), settings.softFiles(), within) ? DiskRoom.SOFT : DiskRoom.NORMAL;
    }

    private boolean below(long leastBytes, long leastFiles, boolean within) {
        return bytes < leastBytes + (within ? leastBytes / 10 : 0)
                || files < leastFiles + (within ? leastFiles / 10 : 0);
    }
}
