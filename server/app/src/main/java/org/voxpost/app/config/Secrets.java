package org.voxpost.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets that the configuration holds itself or names a file of. */
final class Secrets {

    private Secrets() {}

    /**
     * The secret; empty text where there is none.
     *
     * @param home where a relative path starts
     * @param whose for the message, such as "the password of relay border"
     * @throws IOException when the file cannot be read; the message names whose it is, and the file
     */
    static String read(Optional<String> written, Optional<Path> file, Path home, String whose) throws IOException {
        if (file.isEmpty()) {
            return written.orElse("");
        }
        Path path = home.resolve(file.get()).normalize();
        try {
            return Files.readString(path).stripTrailing();
        } catch (IOException e) {
            throw new IOException(whose + " cannot be read from " + path, e);
        }
    }
}
