package org.voxpost.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.IOUtils;
import org.voxpost.media.MediaException.Reason;

/** Keeps a second process out of a directory that belongs to one server. Ends with the process. */
public final class DirectoryLock implements AutoCloseable {

    static final String FILE = ".voxpost.lock";

    private final FileChannel held;

    private DirectoryLock(FileChannel held) {
        this.held = held;
    }

    /**
     * Takes the lock of a directory that exists.
     *
     * @param kind what the directory is, for the message
     * @throws MediaException EXISTS when another server holds it, in this process or another
     */
    public static DirectoryLock take(Path directory, String kind) throws IOException, MediaException {
        FileChannel file =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return new DirectoryLock(file);
            }
        } catch (OverlappingFileLockException e) {
            // held by this process
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        throw new MediaException(Reason.EXISTS, kind + " is in use by a running server: " + directory);
    }

    @Override
    public void close() {
        IOUtils.closeQuietly(held);
    }
}
