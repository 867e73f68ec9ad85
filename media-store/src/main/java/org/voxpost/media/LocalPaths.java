package org.voxpost.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.voxpost.media.MediaException.Reason;

/** From file URIs to paths of this machine. */
final class LocalPaths {

    private static final String OURS = ".voxpost-";
    private static final int LONGEST_NAME = 255;

    private final Path mediaRoot;

    LocalPaths(Path mediaRoot) {
        this.mediaRoot = mediaRoot.toAbsolutePath();
    }

    /**
     * The canonical path of an existing file: decoded form first, then as written.
     *
     * @throws MediaException NOT_FOUND, or FORBIDDEN when it does not exist and would not be under the roots
     */
    Path existing(MediaUri.File uri, Roots roots) throws MediaException {
        boolean within = false;
        for (String form : new LinkedHashSet<>(List.of(uri.path(), uri.literal()))) {
            Path path = path(uri, form);
            within |= roots.mayHold(path);
            try {
                return path.toRealPath();
            } catch (NoSuchFileException e) {
                // the other form may exist
            } catch (FileSystemLoopException e) {
                break;
            } catch (FileSystemException e) {
                within &= roots.mayHold(path);
            } catch (IOException e) {
                throw new MediaException("looking for the file failed: " + uri.text(), e);
            }
        }
        throw within
                ? new MediaException(Reason.NOT_FOUND, "no such file: " + uri.text())
                : new MediaException(Reason.FORBIDDEN, "outside the media directories: " + uri.text());
    }

    /**
     * Where a file is to be written: canonical directory and plain name.
     *
     * @throws MediaException NOT_FOUND for a missing directory, FORBIDDEN outside the roots
     */
    Path destination(MediaUri.File uri, Roots writable) throws MediaException {
        Path path = path(uri, uri.path());
        Path parent = path.getParent();
        Path last = path.getFileName();
        if (parent == null || last == null || uri.path().endsWith("/")) {
            throw new MediaException(Reason.BAD_URI, "no file name: " + uri.text());
        }
        String name = last.toString();
        if (name.equals(".") || name.equals("..") || name.startsWith(OURS) || tooLong(name)) {
            throw new MediaException(Reason.BAD_URI, "not a name for a file: " + uri.text());
        }
        try {
            Path directory = parent.toRealPath();
            if (!writable.holdsDirectory(directory)) {
                throw outside(uri);
            }
            return directory.resolve(name);
        } catch (IOException e) {
            throw writable.mayHold(parent)
                    ? new MediaException(Reason.NOT_FOUND, "no such directory: " + uri.text())
                    : outside(uri);
        }
    }

    private static boolean tooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
    }

    static MediaException outside(MediaUri.File uri) {
        return new MediaException(Reason.FORBIDDEN, "outside the media directories: " + uri.text());
    }

    private Path path(MediaUri.File uri, String form) throws MediaException {
        try {
            return (uri.absolute() ? mediaRoot.getRoot() : mediaRoot).resolve(form);
        } catch (InvalidPathException e) {
            throw new MediaException(Reason.BAD_URI, "not a name on this system: " + uri.text());
        }
    }
}
