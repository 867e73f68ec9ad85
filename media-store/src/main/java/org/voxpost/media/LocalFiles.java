package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.Fetched.Facts;
import org.voxpost.media.MediaException.Reason;

/** Files of this machine, read in place. */
final class LocalFiles implements Backend<MediaUri.File> {

    private final LocalPaths paths;
    private final Roots readable;
    private final Roots deletable;
    private final FileWriter writer;
    private final long maxBytes;
    private final SmallSources memory = new SmallSources();

    LocalFiles(LocalPaths paths, Roots readable, Roots writable, Roots deletable, Spool spool, long maxBytes) {
        this.paths = paths;
        this.readable = readable;
        this.deletable = deletable;
        this.writer = new FileWriter(paths, writable, spool, maxBytes);
        this.maxBytes = maxBytes;
    }

    @Override
    public Fetched fetch(MediaUri.File source, FetchTerms terms, @Nullable String id) throws MediaException {
        Path real = paths.existing(source, readable);
        Path root = readable.above(real).orElseThrow(() -> LocalPaths.outside(source));
        try (Place place = Place.of(root, real)) {
            BasicFileAttributes before = place.attributes();
            if (!before.isRegularFile()) {
                throw new MediaException(Reason.UNREADABLE, "not a file: " + source.text());
            }
            FileChannel content = place.openForReading();
            try {
                return opened(source, content, before, place.attributes(), root, real, terms);
            } catch (IOException | MediaException | RuntimeException e) {
                content.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new MediaException(Reason.NOT_FOUND, "no such file: " + source.text());
        } catch (AccessDeniedException e) {
            throw new MediaException(Reason.UNREADABLE, "may not be read: " + source.text());
        } catch (IOException e) {
            throw Disk.failure("opening the file", source.text(), e);
        }
    }

    private Fetched opened(
            MediaUri.File source,
            FileChannel content,
            BasicFileAttributes before,
            BasicFileAttributes after,
            Path root,
            Path real,
            FetchTerms terms)
            throws IOException, MediaException {
        long length = content.size();
        if (!Objects.equals(before.fileKey(), after.fileKey()) || length != after.size()) {
            throw new MediaException(Reason.CHANGED, "being written or replaced just now: " + source.text());
        }
        if (length > Math.min(maxBytes, terms.maxBytes())) {
            throw new MediaException(Reason.TOO_LARGE, length + " bytes are more than allowed: " + source.text());
        }
        return new Fetched(
                source,
                Content.of(content),
                new Facts(length, version(after), null, null),
                () -> checkUnchanged(source, root, real, after),
                () -> {},
                memory);
    }

    /** A file that was replaced or removed under its name does not change the bytes of the one that is open. */
    private static void checkUnchanged(MediaUri.File source, Path root, Path real, BasicFileAttributes opened)
            throws MediaException {
        try (Place place = Place.of(root, real)) {
            BasicFileAttributes now = place.attributesIfThere();
            if (now != null
                    && Objects.equals(now.fileKey(), opened.fileKey())
                    && !version(now).equals(version(opened))) {
                throw new MediaException(Reason.CHANGED, "changed while it was read: " + source.text());
            }
        } catch (NoSuchFileException e) {
            // its directory went away: the open file is still whole
        } catch (IOException e) {
            throw Disk.failure("looking at the file again", source.text(), e);
        }
    }

    private static String version(BasicFileAttributes attributes) {
        return "file " + attributes.fileKey() + " " + attributes.size() + " "
                + attributes.lastModifiedTime().toInstant();
    }

    @Override
    public void delete(MediaUri.File uri, @Nullable String version) throws MediaException {
        Path real = deletablePath(uri);
        Path root = deletable.above(real).orElseThrow(() -> notDeletable(uri));
        try (Place place = Place.of(root, real)) {
            BasicFileAttributes now = place.attributes();
            if (!now.isRegularFile()) {
                throw new MediaException(Reason.NOT_DELETABLE, "not a file: " + uri.text());
            }
            if (version != null && !version.equals(version(now))) {
                throw new MediaException(Reason.CHANGED, "another file has taken its place: " + uri.text());
            }
            place.delete();
        } catch (NoSuchFileException e) {
            throw new MediaException(Reason.NOT_FOUND, "no such file: " + uri.text());
        } catch (AccessDeniedException e) {
            throw new MediaException(Reason.NOT_DELETABLE, "may not be deleted: " + uri.text());
        } catch (IOException e) {
            throw Disk.failure("deleting", uri.text(), e);
        }
    }

    @Override
    public void checkDeletable(MediaUri.File uri) throws MediaException {
        Path real = deletablePath(uri);
        if (deletable.above(real).isEmpty()) {
            throw notDeletable(uri);
        }
    }

    private Path deletablePath(MediaUri.File uri) throws MediaException {
        try {
            return paths.existing(uri, deletable);
        } catch (MediaException e) {
            throw e.reason() == Reason.FORBIDDEN ? notDeletable(uri) : e;
        }
    }

    private static MediaException notDeletable(MediaUri.File uri) {
        return new MediaException(Reason.NOT_DELETABLE, "outside the directories that allow deletion: " + uri.text());
    }

    @Override
    public long write(InputStream content, MediaUri.File destination, WriteMode mode) throws MediaException {
        return writer.write(content, destination, mode);
    }
}
