package org.voxpost.media;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/** What the local disk does to a call. */
final class Disk {

    private Disk() {}

    /** Makes names given in a directory survive a loss of power. */
    static void forceDirectory(Path directory) throws IOException {
        try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    /** What to tell the caller of a failed disk operation. */
    static MediaException failure(String what, String uri, IOException failure) {
        if (failure.getCause() instanceof MediaException ours) {
            return ours;
        }
        if (failure instanceof ClosedByInterruptException) {
            return new MediaException(Reason.CANCELLED, what + " was cancelled: " + uri);
        }
        if (full(failure)) {
            return new MediaException(Reason.NO_SPACE, "the disk is full: " + uri);
        }
        return new MediaException(what + " failed: " + uri, failure);
    }

    /** {@code " (why)"}; empty where the system does not say. */
    static String why(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> " (no permission)";
            case FileAlreadyExistsException _, NotDirectoryException _ -> " (not a directory)";
            case FileSystemException file when file.getReason() != null -> " (" + file.getReason() + ")";
            default -> "";
        };
    }

    /** The platform has no type for a full disk or an exhausted quota, only the system's words. */
    private static boolean full(IOException failure) {
        String said = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return mentions(said, "no space left") || mentions(said, "quota exceeded");
    }

    private static boolean mentions(@Nullable String said, String words) {
        return said != null && said.toLowerCase(Locale.ROOT).contains(words);
    }
}
