package org.voxpost.media;

import java.io.IOException;
import java.nio.file.Path;
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

    static void cachedFileLost(Path file, IOException failure) {
        LOG.warn("The cached file {} cannot be opened and is pulled again", file, failure);
    }
}
