package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.BoundedInputStream;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** Writes destinations so that each holds its old or its new content at every instant, also after a crash. */
final class FileWriter {

    private static final int STRIPES = 64;

    private final LocalPaths paths;
    private final Roots writable;
    private final Spool spool;
    private final long maxBytes;
    private final ReentrantLock[] destinations =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    FileWriter(LocalPaths paths, Roots writable, Spool spool, long maxBytes) {
        this.paths = paths;
        this.writable = writable;
        this.spool = spool;
        this.maxBytes = maxBytes;
    }

    long write(InputStream content, MediaUri.File destination, WriteMode mode) throws MediaException {
        Path real = paths.destination(destination, writable);
        Path root = writable.above(real).orElseThrow(() -> LocalPaths.outside(destination));
        ReentrantLock turn = destinations[Math.floorMod(real.hashCode(), STRIPES)];
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MediaException(Reason.CANCELLED, "writing was cancelled: " + destination.text());
        }
        try (Place place = Place.of(root, real)) {
            return write(content, place, destination, mode);
        } catch (FileAlreadyExistsException e) {
            throw exists(destination);
        } catch (AccessDeniedException e) {
            throw new MediaException(Reason.FORBIDDEN, "may not be written: " + destination.text());
        } catch (IOException e) {
            throw Disk.failure("writing", destination.text(), e);
        } finally {
            turn.unlock();
        }
    }

    private long write(InputStream content, Place place, MediaUri.File destination, WriteMode mode)
            throws IOException, MediaException {
        BasicFileAttributes existing = place.attributesIfThere();
        if (existing != null && mode == WriteMode.CREATE) {
            throw exists(destination);
        }
        if (existing != null && !existing.isRegularFile()) {
            throw new MediaException(Reason.FORBIDDEN, "not a file: " + destination.text());
        }
        String temporary = ".voxpost-" + UUID.randomUUID() + ".part";
        try (Spool.Note note = spool.note(place.sibling(temporary))) {
            try {
                long written = fill(temporary, content, place, mode == WriteMode.APPEND ? existing : null, destination);
                if (mode == WriteMode.CREATE) {
                    place.linkFrom(temporary);
                } else {
                    place.takeFrom(temporary);
                }
                place.forceDirectory();
                return written;
            } finally {
                place.deleteSiblingIfThere(temporary);
                note.done();
            }
        }
    }

    private long fill(
            String temporary,
            InputStream content,
            Place place,
            @Nullable BasicFileAttributes before,
            MediaUri.File destination)
            throws IOException, MediaException {
        try (FileChannel file = spool.disk().writing(place.createSibling(temporary))) {
            if (before != null) {
                keep(place, file);
            }
            long room = maxBytes - file.position();
            OutputStream out = Channels.newOutputStream(file);
            InputStream bounded = BoundedInputStream.builder()
                    .setInputStream(content)
                    .setMaxCount(room + 1)
                    .setPropagateClose(false)
                    .get();
            long written = IOUtils.copyLarge(bounded, out, new byte[1 << 16]);
            if (written > room) {
                throw new MediaException(
                        Reason.TOO_LARGE, "more than " + maxBytes + " bytes for " + destination.text());
            }
            file.force(true);
            return written;
        }
    }

    private static void keep(Place place, FileChannel into) throws IOException {
        try (FileChannel old = place.openForReading()) {
            long size = old.size();
            for (long at = 0; at < size; ) {
                long copied = old.transferTo(at, size - at, into);
                if (copied <= 0) {
                    throw new IOException("the file to append to became shorter");
                }
                at += copied;
            }
        }
    }

    private static MediaException exists(MediaUri.File destination) {
        return new MediaException(Reason.EXISTS, "exists already: " + destination.text());
    }
}
