package org.voxpost.media;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that received files go to. One process at a time holds it; any thread may call it. */
public final class Inbox implements AutoCloseable {

    private final Path directory;
    private final long maxBytes;
    private final DirectoryLock lock;

    private Inbox(Path directory, long maxBytes, DirectoryLock lock) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.lock = lock;
    }

    /**
     * Opens the directory, created where missing, and removes unfinished files of an earlier run.
     *
     * @param maxBytes largest file accepted
     * @throws MediaException EXISTS when another process holds the directory
     */
    public static Inbox open(Path directory, long maxBytes) throws MediaException {
        Bounds.atLeast("maxBytes", maxBytes, 1);
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            DirectoryLock lock = DirectoryLock.take(directory, "inbox");
            Inbox inbox = new Inbox(directory.toRealPath(), maxBytes, lock);
            inbox.removeLeftOvers();
            return inbox;
        } catch (IOException e) {
            throw new MediaException("opening the inbox failed: " + directory, e);
        }
    }

    private void removeLeftOvers() throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory, ".voxpost-*.part")) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
                removed++;
            }
        }
        if (removed > 0) {
            SpoolLog.leftOversRemoved(removed, directory);
        }
    }

    /**
     * Starts a file under a temporary name.
     *
     * @param offeredName as the peer wrote it; {@link SafeName} makes it harmless
     * @return owned by the caller, who finishes or aborts it
     */
    public ReceivedFile receive(String offeredName) throws MediaException {
        String name = SafeName.of(offeredName);
        try {
            return ReceivedFile.start(directory, name, maxBytes);
        } catch (IOException e) {
            throw Disk.failure("starting the file", name, e);
        }
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    /** Lets another process have the directory; files in hand can still be finished. */
    @Override
    public void close() {
        lock.close();
    }
}
