package org.voxpost.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The steps that the spool takes on its disk, in the order that a loss of power keeps. Tests have disks that fail. */
interface SpoolDisk {

    /** A file that is not there yet, for its owner alone, open for reading and writing. */
    FileChannel create(Path file) throws IOException;

    /** In one step, in place of what has the name. */
    void rename(Path from, Path to) throws IOException;

    /** Nothing happens where there is none. */
    void delete(Path file) throws IOException;

    /** Makes names given in a directory survive a loss of power. */
    void forceDirectory(Path directory) throws IOException;

    /** Bytes that we may still write on the file system of a directory. */
    long usableBytes(Path directory) throws IOException;

    /** The channel to write a file elsewhere through. */
    FileChannel writing(FileChannel opened);

    /** The disk of this machine. */
    enum Local implements SpoolDisk {
        DISK;

        private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

        @Override
        public FileChannel create(Path file) throws IOException {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    OWNER_FILE);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            Disk.forceDirectory(directory);
        }

        @Override
        public long usableBytes(Path directory) throws IOException {
            return Files.getFileStore(directory).getUsableSpace();
        }

        @Override
        public FileChannel writing(FileChannel opened) {
            return opened;
        }
    }
}
