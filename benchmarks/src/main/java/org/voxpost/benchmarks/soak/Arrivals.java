package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the delivery server that takes everything says it has got. A file that breaks off with a killed sender is no news. */
final class Arrivals implements Consumer<String> {

    private static final Pattern FILE = Pattern.compile("received .+  [\\d,]+ bytes?  sha256 ([0-9a-f]{64})");

    private final Path directory;
    private final Set<String> hashes = ConcurrentHashMap.newKeySet();

    /** @param directory where it keeps them */
    Arrivals(Path directory) {
        this.directory = directory;
    }

    @Override
    public void accept(String line) {
        Matcher file = FILE.matcher(line);
        if (file.matches()) {
            hashes.add(file.group(1));
        }
    }

    /** Whether a whole file of this SHA-256 came. */
    boolean has(String hash) {
        return hashes.contains(hash);
    }

    /** The files of a round would fill the disk. */
    void forget() throws IOException {
        hashes.clear();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
