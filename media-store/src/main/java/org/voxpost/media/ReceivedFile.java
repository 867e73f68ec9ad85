package org.voxpost.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.commons.io.IOUtils;
import org.voxpost.media.MediaException.Reason;

/**
 * A file being received. It appears under its own name only when it is complete, verified and on disk.
 *
 * <p>Used by one thread at a time; calls block on the disk. An interrupt during a call makes the file unusable: abort it.
 */
public final class ReceivedFile implements AutoCloseable {

    private static final int MOST_NAMESAKES = 10_000;

    private final FileChannel content;
    private final Path temporary;
    private final Path directory;
    private final String name;
    private final long maxBytes;
    private final KeptFiles kept;
    private final Finisher finisher;
    private final RunningHash running = new RunningHash();
    private long length;
    private long prefix;
    private boolean over;

    private ReceivedFile(
            FileChannel content,
            Path temporary,
            Path directory,
            String name,
            long maxBytes,
            KeptFiles kept,
            Finisher finisher) {
        this.content = content;
        this.temporary = temporary;
        this.directory = directory;
        this.name = name;
        this.maxBytes = maxBytes;
        this.kept = kept;
        this.finisher = finisher;
    }

    static ReceivedFile start(
            Path directory, String name, long maxBytes, KeptFiles kept, Finisher finisher, Path temporary)
            throws IOException {
        FileChannel content = FileChannel.open(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new ReceivedFile(content, temporary, directory, name, maxBytes, kept, finisher);
    }

    static ReceivedFile resume(
            Path directory,
            String name,
            long maxBytes,
            KeptFiles kept,
            Finisher finisher,
            AnnouncedFile announced,
            long from)
            throws IOException, MediaException {
        Path temporary = kept.take(announced, directory.resolve(announced.partName()));
        FileChannel content = FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ReceivedFile file = new ReceivedFile(content, temporary, directory, name, maxBytes, kept, finisher);
        if (content.size() < from) {
            file.prefix = content.size();
            file.keep(announced);
            throw new MediaException(Reason.NOT_FOUND, "less than " + from + " bytes are kept of " + name);
        }
        content.truncate(from);
        file.length = from;
        file.prefix = from;
        return file;
    }

    /**
     * Writes what the buffer holds at a position; chunks may come in any order and may repeat. The buffer stays the
     * caller's.
     *
     * @param offset from 0
     * @throws MediaException TOO_LARGE beyond the inbox's limit, NO_SPACE, IO
     */
    public void write(long offset, ByteBuffer bytes) throws MediaException {
        if (offset < 0 || offset > maxBytes - bytes.remaining()) {
            throw new MediaException(Reason.TOO_LARGE, "more than " + maxBytes + " bytes for " + name);
        }
        long at = offset;
        ByteBuffer written = bytes.duplicate();
        try {
            while (bytes.hasRemaining()) {
                at += content.write(bytes, at);
            }
            length = Math.max(length, at);
            prefix = offset <= prefix ? Math.max(prefix, at) : prefix;
            running.written(offset, written);
        } catch (IOException e) {
            throw Disk.failure("writing", name, e);
        }
    }

    /**
     * Whether these bytes are what was written at a position. The buffer stays the caller's.
     *
     * @param offset from 0
     */
    public boolean holds(long offset, ByteBuffer bytes) throws MediaException {
        ByteBuffer compared = bytes.duplicate();
        ByteBuffer written = ByteBuffer.allocate(Math.min(1 << 16, bytes.remaining()));
        long at = offset;
        try {
            while (compared.hasRemaining()) {
                written.clear().limit(Math.min(written.capacity(), compared.remaining()));
                int read = content.read(written, at);
                if (read < 0) {
                    return false;
                }
                ByteBuffer part = compared.slice(compared.position(), read);
                if (!written.flip().equals(part)) {
                    return false;
                }
                compared.position(compared.position() + read);
                at += read;
            }
            return true;
        } catch (IOException e) {
            throw Disk.failure("reading back", name, e);
        }
    }

    /** End of the last byte written so far: the size, if nothing is missing in between. */
    public long length() {
        return length;
    }

    /** The safe name it will have, or have with a number where that is taken. */
    public String name() {
        return name;
    }

    /**
     * The digest of what was written: SHA-256 costs nothing where that came in order, otherwise the file is read back. For callers
     * before {@link #finish}.
     */
    public ContentHash hash(HashAlgorithm algorithm) throws MediaException {
        if (algorithm == HashAlgorithm.SHA_256 && running.covers(length)) {
            return running.hash();
        }
        MessageDigest digest = algorithm.digest();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            for (long at = 0; ; ) {
                int read = content.read(buffer.clear(), at);
                if (read < 0) {
                    return ContentHash.of(algorithm, digest.digest());
                }
                digest.update(buffer.flip());
                at += read;
            }
        } catch (IOException e) {
            throw Disk.failure("reading back", name, e);
        }
    }

    /**
     * Verifies size and hash, forces the file to disk and gives it its safe and unique name. After a failure the file
     * is gone. Gaps are the caller's to know of; a hash finds them as well.
     *
     * @return where it is now
     * @throws MediaException MISMATCH when size or hash differ from what was announced
     */
    public Path finish(ExpectedContent expected) throws MediaException {
        try {
            return finishing(expected).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MediaException ours) {
                throw ours;
            }
            throw e;
        }
    }

    /**
     * As {@link #finish}, but waits for no disk: what other callers finish meanwhile is forced together with it. Verifies before it
     * returns.
     *
     * @return where it is, once that survives a loss of power, or a {@link MediaException}; on the thread of the disk
     */
    public CompletionStage<Path> finishing(ExpectedContent expected) throws MediaException {
        boolean good = false;
        try {
            check(expected);
            good = true;
        } finally {
            if (!good) {
                abort();
            }
        }
        over = true;
        return finisher.finish(this);
    }

    /** Forces the content and gives it its name, which is not forced yet. On the thread of the disk. */
    Path claimForced() throws MediaException {
        over = false;
        try {
            content.force(true);
            Path named = claimName();
            Files.delete(temporary);
            over = true;
            return named;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            abort();
            IOUtils.closeQuietly(content);
        }
    }

    MediaException failed(IOException why) {
        return Disk.failure("finishing", name, why);
    }

    /**
     * Compares what is there with what was announced. For callers before {@link #finish}.
     *
     * @throws MediaException MISMATCH when size or hash differ
     */
    public void check(ExpectedContent expected) throws MediaException {
        Long size = expected.size();
        if (size != null && size != length) {
            throw new MediaException(Reason.MISMATCH, length + " bytes instead of " + size + " for " + name);
        }
        ContentHash hash = expected.hash();
        if (hash != null && !hash.equals(hash(hash.algorithm()))) {
            throw new MediaException(Reason.MISMATCH, "the content is not what its hash announced: " + name);
        }
    }

    /** A link fails where the name is taken, which a rename does not. */
    private Path claimName() throws IOException, MediaException {
        for (int number = 1; number <= MOST_NAMESAKES; number++) {
            Path named = resolve(SafeName.numbered(name, number));
            try {
                return Files.createLink(named, temporary);
            } catch (FileAlreadyExistsException e) {
                // the next number may be free
            }
        }
        throw new MediaException(Reason.EXISTS, "too many files of this name: " + name);
    }

    private Path resolve(String safe) {
        try {
            return directory.resolve(safe);
        } catch (InvalidPathException e) {
            return directory.resolve(SafeName.ascii(safe));
        }
    }

    /**
     * Keeps what is there without a gap, for {@link Inbox#resume}; the rest goes. In place of {@link #finish} and {@link #abort}.
     *
     * @return bytes kept; 0 when the inbox keeps none, has more of this file already, or the disk fails: then it is gone
     */
    public long keep(AnnouncedFile announced) {
        if (over) {
            return 0;
        }
        try {
            content.truncate(prefix);
            content.force(true);
            over = kept.keep(announced, temporary, prefix);
            return over ? prefix : 0;
        } catch (IOException e) {
            SpoolLog.removalFailed(temporary, e);
            return 0;
        } finally {
            abort();
            IOUtils.closeQuietly(content);
        }
    }

    /** Removes what was received. Does nothing after {@link #finish}; may be called twice. */
    public void abort() {
        if (over) {
            return;
        }
        over = true;
        IOUtils.closeQuietly(content);
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            SpoolLog.removalFailed(temporary, e);
        }
    }

    /** Aborts what was not finished. */
    @Override
    public void close() {
        abort();
    }
}
