package org.voxpost.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.voxpost.app.config.LogSection;
import org.voxpost.app.log.LogLevel;
import org.voxpost.app.train.Rehearsal;
import picocli.CommandLine.Command;

/** {@code voxpost rehearse}: what the launcher runs once to make later starts quick. */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Runs a few transfers inside this process; the launcher makes its start-up cache from it.",
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        LogLevel.apply(LogSection.Level.WARN);
        Path home = Files.createTempDirectory("voxpost-rehearsal");
        try {
            return Rehearsal.run(home) ? 0 : 1;
        } finally {
            delete(home);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
