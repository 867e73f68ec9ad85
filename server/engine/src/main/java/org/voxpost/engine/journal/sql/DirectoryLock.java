package org.voxpost.engine.journal.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.journal.JournalException;

/** Keeps a second process away from a journal. Ends with the process. */
final class DirectoryLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DirectoryLock.class);

    private final FileChannel held;

    private DirectoryLock(FileChannel held) {
        this.held = held;
    }

    static DirectoryLock take(Path directory) throws JournalException {
        try {
            Files.createDirectories(directory);
            FileChannel file = FileChannel.open(
                    directory.resolve(".voxpost.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
        } catch (IOException e) {
            throw new JournalException("the directory of the journal cannot be used: " + e, e);
        }
        throw new JournalException("the journal is in use by a running server: " + directory);
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException e) {
            log.debug("The lock of the journal did not close well: {}", e.getMessage());
        }
    }
}
