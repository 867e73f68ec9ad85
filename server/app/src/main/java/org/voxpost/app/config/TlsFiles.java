package org.voxpost.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PEM files of one TLS identity.
 *
 * @param certificate ours first, then those that lead to its authority; empty for one of our own making
 * @param key there when {@code certificate} is
 * @param trust the authorities that we trust; empty for those of Java
 */
public record TlsFiles(Optional<Path> certificate, Optional<Path> key, Optional<Path> trust) {

    List<Path> all() {
        return Stream.of(certificate, key, trust).flatMap(Optional::stream).toList();
    }
}
