package org.voxpost.media;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A directory that received files go to. One process at a time holds it; any thread may call it. */
public final class Inbox implements AutoCloseable {

    private final Path directory;
    private final long maxBytes;
    private final DirectoryLock lock;
    private final KeptFiles kept;
    private final Finisher finisher;

    private Inbox(Path directory, long maxBytes, DirectoryLock lock, KeepTerms keep) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.lock = lock;
        this.kept = new KeptFiles(directory, keep);
        this.finisher = new Finisher(() -> Disk.forceDirectory(directory));
    }

    /** The same, keeping nothing of what breaks off. */
    public static Inbox open(Path directory, long maxBytes) throws MediaException {
        return open(directory, maxBytes, KeepTerms.NOTHING);
    }

    /**
     * Opens the directory, created where missing. Unfinished files of an earlier run that was killed are kept where they were
     * announced, and removed otherwise.
     *
     * @param maxBytes largest file accepted
     * @throws MediaException EXISTS when another process holds the directory
     */
    public static Inbox open(Path directory, long maxBytes, KeepTerms keep) throws MediaException {
        Bounds.atLeast("maxBytes", maxBytes, 1);
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            DirectoryLock lock = DirectoryLock.take(directory, "inbox");
            Inbox inbox = new Inbox(directory.toRealPath(), maxBytes, lock, keep);
            inbox.removeLeftOvers();
            inbox.kept.tidy();
            return inbox;
        } catch (IOException e) {
            throw new MediaException("the directory cannot be used: " + directory + Disk.why(e), e);
        }
    }

    private void removeLeftOvers() throws IOException {
        int removed = 0;
        String pattern = KeptFiles.PREFIX + "*" + KeptFiles.ARRIVING;
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory, pattern)) {
            for (Path file : unfinished) {
                if (!kept.takeOver(file)) {
                    Files.deleteIfExists(file);
                    removed++;
                }
            }
        }
        if (removed > 0) {
            SpoolLog.leftOversRemoved(removed, directory);
        }
    }

    /**
     * Starts a file under a temporary name. What arrives of it is not kept when the process is killed.
     *
     * @param offeredName as the peer wrote it; {@link SafeName} makes it harmless
     * @return owned by the caller, who finishes or aborts it
     */
    public ReceivedFile receive(String offeredName) throws MediaException {
        return start(offeredName, KeptFiles.PREFIX + UUID.randomUUID() + KeptFiles.ARRIVING);
    }

    /**
     * Starts a file from its beginning, of which the next run keeps what arrived when this one is killed.
     *
     * @return owned by the caller, who finishes, keeps or aborts it
     */
    public ReceivedFile receive(String offeredName, AnnouncedFile announced) throws MediaException {
        return start(offeredName, announced.partName());
    }

    private ReceivedFile start(String offeredName, String temporary) throws MediaException {
        String name = SafeName.of(offeredName);
        try {
            return ReceivedFile.start(directory, name, maxBytes, kept, finisher, directory.resolve(temporary));
        } catch (IOException e) {
            throw Disk.failure("starting the file", name, e);
        }
    }

    /** Whether what breaks off is kept at all. */
    public boolean keeping() {
        return kept.keeping();
    }

    /** Bytes of a file that broke off which are there, from the first one on; 0 for none. Blocks on the disk. */
    public long kept(AnnouncedFile announced) {
        return kept.length(announced);
    }

    /** Removes what is kept of a file, which is here whole. */
    public void forget(AnnouncedFile announced) {
        kept.forget(announced);
    }

    /**
     * Goes on with a file that broke off. Offsets count from the beginning of the file as ever.
     *
     * @param from how much of what was kept is used; the rest of it is written anew
     * @return owned by the caller, who finishes, keeps or aborts it
     * @throws MediaException NOT_FOUND when less than that is kept, or another goes on with it
     */
    public ReceivedFile resume(AnnouncedFile announced, String offeredName, long from) throws MediaException {
        String name = SafeName.of(offeredName);
        try {
            return ReceivedFile.resume(directory, name, maxBytes, kept, finisher, announced, from);
        } catch (IOException e) {
            throw Disk.failure("going on with the file", name, e);
        }
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    /** Waits for the files that are being finished. What is finished from now on waits for the disk by itself. */
    public void settle() {
        finisher.close();
    }

    /** Lets another process have the directory; files in hand can still be finished. */
    @Override
    public void close() {
        settle();
        lock.close();
    }
}
