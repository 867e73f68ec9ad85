package org.voxpost.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator is told of the disk. */
final class SpoolLog {

    private static final Logger LOG = LoggerFactory.getLogger("org.voxpost.media.spool");

    private SpoolLog() {}

    static void closingFailed(String uri, IOException failure) {
        LOG.warn("Closing the source {} failed", PlainText.of(uri), failure);
    }

    static void removalFailed(Path file, IOException failure) {
        LOG.warn("The file {} could not be removed; the next start tries again", file, failure);
    }

    static void leftOversRemoved(int count, Path directory) {
        LOG.info("Removed {} files that an earlier run left in {}", count, directory);
    }

    static void corrupt(String id) {
        LOG.warn("The spool file of {} is not what was taken in; it is removed, and its source is fetched again", id);
    }

    static void diskRoom(DiskRoom room, Map<Path, DiskRoom> disks) {
        switch (room) {
            case NORMAL -> LOG.info("There is room on the disks again: {}", disks);
            case SOFT -> LOG.warn("A disk is running full, and new work is refused: {}", disks);
            case HARD -> LOG.error("A disk is full, and only what is in hand is finished: {}", disks);
        }
    }

    static void diskSilent(Path directory, IOException failure) {
        LOG.error("The disk of {} does not say how full it is, and counts as full", directory, failure);
    }

    static void bodyBrokeOff(String uri, long bytes) {
        // A query may hold a token.
        String bare = PlainText.of(uri.replaceFirst("[?].*", "?..."));
        LOG.info("The body of {} broke off after {} bytes; the server is asked again", bare, bytes);
    }

    static void cachedFileChanged(Path file) {
        LOG.warn("The cached file {} is not what was taken in; it is removed and pulled again", file);
    }

    static void cachedFileLost(Path file, IOException failure) {
        LOG.warn("The cached file {} cannot be opened and is pulled again", file, failure);
    }
}
