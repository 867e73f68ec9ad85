package org.voxpost.app.command;

import java.nio.file.Path;

/** The directory of the installation: where {@code ./voxpost} lies; relative paths of the configuration start there. */
final class Home {
    private Home() {}

    static Path directory() {
        return Path.of(System.getProperty("voxpost.home", "")).toAbsolutePath().normalize();
    }
}
