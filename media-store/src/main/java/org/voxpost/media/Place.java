package org.voxpost.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name in a directory that is held open.
 *
 * <p>The directory is reached from its root one component at a time, none of which may be a link, so what was checked is
 * what is used: putting a link in the way afterwards makes the call fail instead of leading it out of the root.
 */
final class Place implements AutoCloseable {

    private final SecureDirectoryStream<Path> directory;
    private final Path parent;
    private final Path name;

    private Place(SecureDirectoryStream<Path> directory, Path parent, Path name) {
        this.directory = directory;
        this.parent = parent;
        this.name = name;
    }

    /** Opens the directory of a canonical path below a canonical root. */
    @SuppressWarnings("StreamResourceLeak") // the place owns and closes the stream
    static Place of(Path root, Path real) throws IOException {
        Path steps = root.relativize(real);
        SecureDirectoryStream<Path> directory = secure(Files.newDirectoryStream(root));
        for (int i = 0; i < steps.getNameCount() - 1; i++) {
            try (SecureDirectoryStream<Path> above = directory) {
                directory = above.newDirectoryStream(steps.getName(i), LinkOption.NOFOLLOW_LINKS);
            }
        }
        Path parent = real.getParent();
        return new Place(directory, parent == null ? root : parent, steps.getFileName());
    }

    @SuppressWarnings("unchecked") // the cast is what the class of the stream promises
    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> opened) throws IOException {
        if (opened instanceof SecureDirectoryStream<?> stream) {
            return (SecureDirectoryStream<Path>) stream;
        }
        opened.close();
        throw new IOException("the file system cannot open files relative to a directory");
    }

    Path path() {
        return parent.resolve(name);
    }

    Path sibling(String other) {
        return parent.resolve(other);
    }

    BasicFileAttributes attributes() throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Nullable
    BasicFileAttributes attributesIfThere() throws IOException {
        try {
            return attributes();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    FileChannel openForReading() throws IOException {
        return channel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    FileChannel createSibling(String other) throws IOException {
        return channel(
                parent.getFileSystem().getPath(other),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private FileChannel channel(Path file, Set<OpenOption> how) throws IOException {
        SeekableByteChannel opened = directory.newByteChannel(file, how);
        if (opened instanceof FileChannel channel) {
            return channel;
        }
        opened.close();
        throw new IOException("the file system has no file channels");
    }

    void delete() throws IOException {
        directory.deleteFile(name);
    }

    void deleteSiblingIfThere(String other) throws IOException {
        try {
            directory.deleteFile(parent.getFileSystem().getPath(other));
        } catch (NoSuchFileException e) {
            // what was asked for
        }
    }

    /** Gives a sibling this name, in place of what has it. */
    void takeFrom(String other) throws IOException {
        directory.move(parent.getFileSystem().getPath(other), directory, name);
    }

    /** Gives a sibling this name as well, unless it is taken: FileAlreadyExistsException. */
    void linkFrom(String other) throws IOException {
        Files.createLink(path(), sibling(other));
    }

    void forceDirectory() throws IOException {
        Disk.forceDirectory(parent);
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
