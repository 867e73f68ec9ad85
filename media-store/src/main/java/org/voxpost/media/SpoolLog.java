package org.voxpost.media;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator is told of the spool. */
final class SpoolLog {

    private static final Logger LOG = LoggerFactory.getLogger("org.voxpost.media.spool");

    private SpoolLog() {}

    static void closingFailed(String uri, IOException failure) {
        LOG.warn("Closing the source {} failed", PlainText.of(uri), failure);
    }
}
