package org.voxpost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for temporary files, gone with all in it when it is closed. */
public record Scratch(Path directory) implements AutoCloseable {

    /** Makes one where the system keeps temporary files. */
    public static Scratch make() throws IOException {
        return new Scratch(Files.createTempDirectory("voxpost-benchmarks"));
    }

    /** Makes a directory in it. */
    public Path directory(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    @Override
    public void close() throws IOException {
        remove(directory);
    }

    /** Removes a directory and all that is in it. */
    public static void remove(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
