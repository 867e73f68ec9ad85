package org.voxpost.engine.journal.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store. */
class SqliteCaptureTest extends CaptureContract {

    @TempDir
    Path directory;

    @Override
    JournalSettings settings() {
        return JournalSettings.embedded(directory);
    }
}
