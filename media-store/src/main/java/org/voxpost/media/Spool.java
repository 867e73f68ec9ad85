package org.voxpost.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.io.IOUtils;
import org.voxpost.media.MediaException.Reason;

/**
 * The directory for what is pulled. Files are {@code ID.part} while they grow and {@code ID.media} when they are whole;
 * {@code ID.note} names a temporary file elsewhere, so that a restart finds and removes it. Nothing in it outlives the
 * process that made it.
 */
final class Spool implements AutoCloseable {

    private static final String GROWING = ".part";
    private static final String WHOLE = ".media";
    private static final String NOTE = ".note";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final long reserve;
    private final DirectoryLock lock;
    private final Set<Path> cached = ConcurrentHashMap.newKeySet();

    private Spool(Path directory, long reserve, DirectoryLock lock) {
        this.directory = directory;
        this.reserve = reserve;
        this.lock = lock;
    }

    static Spool open(Path directory, long reserve) throws MediaException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, OWNER_DIRECTORY);
            }
            DirectoryLock lock = DirectoryLock.take(directory, "spool directory");
            Spool spool = new Spool(directory.toRealPath(), reserve, lock);
            spool.removeLeftOvers();
            return spool;
        } catch (FileAlreadyExistsException e) {
            throw new MediaException(Reason.NOT_FOUND, "spool is no directory: " + directory);
        } catch (IOException e) {
            throw new MediaException("opening the spool directory failed: " + directory, e);
        }
    }

    private void removeLeftOvers() throws IOException {
        int removed = 0;
        for (Path left : files()) {
            if (left.toString().endsWith(NOTE)) {
                removeNoted(left);
            }
            Files.deleteIfExists(left);
            removed++;
        }
        if (removed > 0) {
            SpoolLog.leftOversRemoved(removed, directory);
        }
    }

    /** A note that was cut off names no temporary file of ours, and then none was made. */
    private static void removeNoted(Path note) throws IOException {
        Path temporary = Path.of(Files.readString(note));
        Path name = temporary.getFileName();
        if (name != null
                && name.toString().startsWith(".voxpost-")
                && name.toString().endsWith(GROWING)) {
            Files.deleteIfExists(temporary);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> Stream.of(GROWING, WHOLE, NOTE)
                            .anyMatch(end -> file.toString().endsWith(end)))
                    .toList();
        }
    }

    /** A new file, owned by the caller. */
    SpoolFile create() throws IOException {
        String id = UUID.randomUUID().toString();
        Path growing = directory.resolve(id + GROWING);
        FileChannel content = FileChannel.open(
                growing,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                OWNER_FILE);
        return new SpoolFile(content, growing, directory.resolve(id + WHOLE));
    }

    /** Fails when this many bytes more would touch the reserve. */
    void checkRoom(long bytes, String uri) throws MediaException, IOException {
        if (Files.getFileStore(directory).getUsableSpace() - bytes < reserve) {
            throw new MediaException(Reason.NO_SPACE, "no room in the spool: " + uri);
        }
    }

    void markCached(Path file) {
        cached.add(file);
    }

    /** Removes a file; whoever has it open can still read it. */
    void remove(Path file) {
        cached.remove(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            SpoolLog.removalFailed(file, e);
        }
    }

    /** Notes a temporary file outside the spool before it is made. */
    Note note(Path temporary) throws IOException {
        Path note = directory.resolve(UUID.randomUUID() + NOTE);
        Files.writeString(note, temporary.toString(), StandardOpenOption.CREATE_NEW);
        return new Note(note);
    }

    /** Stays behind when the temporary file could not be removed: the next start tries again. */
    final class Note implements AutoCloseable {
        private final Path file;
        private boolean done;

        private Note(Path file) {
            this.file = file;
        }

        void done() {
            done = true;
        }

        @Override
        public void close() {
            if (done) {
                remove(file);
            }
        }
    }

    SpoolInventory inventory() throws MediaException {
        List<Path> unfinished = new ArrayList<>();
        List<Path> held = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        try {
            for (Path file : files()) {
                (cached.contains(file) ? kept : file.toString().endsWith(WHOLE) ? held : unfinished).add(file);
            }
        } catch (IOException e) {
            throw new MediaException("listing the spool failed", e);
        }
        return new SpoolInventory(unfinished, held, kept);
    }

    /** A file being pulled; ends by {@link #complete} or {@link #discard}. */
    final class SpoolFile {
        private final FileChannel content;
        private final Path growing;
        private final Path whole;

        private SpoolFile(FileChannel content, Path growing, Path whole) {
            this.content = content;
            this.growing = growing;
            this.whole = whole;
        }

        /** Open for reading and writing, before and after completion; the caller closes it. */
        FileChannel content() {
            return content;
        }

        Path complete() throws IOException {
            return Files.move(growing, whole, StandardCopyOption.ATOMIC_MOVE);
        }

        void discard() {
            IOUtils.closeQuietly(content);
            remove(growing);
            remove(whole);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
