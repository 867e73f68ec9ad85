package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
 * {@code ID.note} names a temporary file elsewhere, so that a restart finds and removes it. Nothing of these outlives the
 * process that made it; what shall is {@code ID.job}, see {@link JobSpool}.
 */
final class Spool implements AutoCloseable {

    private static final String GROWING = ".part";
    private static final String WHOLE = ".media";
    private static final String NOTE = ".note";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final long reserve;
    private final DirectoryLock lock;
    private final SpoolDisk disk;
    private final Set<Path> cached = ConcurrentHashMap.newKeySet();

    private Spool(Path directory, long reserve, DirectoryLock lock, SpoolDisk disk) {
        this.directory = directory;
        this.reserve = reserve;
        this.lock = lock;
        this.disk = disk;
    }

    static Spool open(Path directory, long reserve, SpoolDisk disk) throws MediaException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, OWNER_DIRECTORY);
            }
            DirectoryLock lock = DirectoryLock.take(directory, "spool directory");
            Spool spool = new Spool(directory.toRealPath(), reserve, lock, disk);
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

    /** A note that a loss of power left unreadable names no temporary file of ours, and then none was made. */
    private static void removeNoted(Path note) throws IOException {
        Path temporary;
        try {
            temporary = Path.of(Files.readString(note));
        } catch (CharacterCodingException | InvalidPathException e) {
            return;
        }
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

    JobSpool jobs() throws MediaException {
        try {
            return new JobSpool(this);
        } catch (IOException e) {
            throw new MediaException("listing the spool failed", e);
        }
    }

    /** A new file, owned by the caller. */
    SpoolFile create() throws IOException {
        String id = UUID.randomUUID().toString();
        Path growing = directory.resolve(id + GROWING);
        return new SpoolFile(disk.create(growing), growing, directory.resolve(id + WHOLE));
    }

    /** Fails when this many bytes more would touch the reserve. */
    void checkRoom(long bytes, String uri) throws MediaException, IOException {
        if (disk.usableBytes(directory) - bytes < reserve) {
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
            disk.delete(file);
        } catch (IOException e) {
            SpoolLog.removalFailed(file, e);
        }
    }

    /** Notes a temporary file outside the spool, on the disk before it is made. */
    Note note(Path temporary) throws IOException {
        Path file = directory.resolve(UUID.randomUUID() + NOTE);
        Note note = new Note(file);
        try (FileChannel content = disk.create(file)) {
            content.write(ByteBuffer.wrap(temporary.toString().getBytes(UTF_8)));
            content.force(true);
            disk.forceDirectory(directory);
            return note;
        } catch (IOException e) {
            remove(file);
            throw e;
        }
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

    Path directory() {
        return directory;
    }

    SpoolDisk disk() {
        return disk;
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
            disk.rename(growing, whole);
            return whole;
        }

        /** For good: the caller has forced the content. After a failure the name is not there. */
        Path completeAs(Path name) throws IOException {
            disk.rename(growing, name);
            try {
                disk.forceDirectory(directory);
            } catch (IOException e) {
                remove(name);
                throw e;
            }
            return name;
        }

        /** Fails when the reserve is touched. */
        void checkRoom(String uri) throws IOException, MediaException {
            Spool.this.checkRoom(0, uri);
        }

        void append(ByteBuffer octets) throws IOException {
            while (octets.hasRemaining()) {
                content.write(octets);
            }
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
