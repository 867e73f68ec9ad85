package org.voxpost.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.ConfigFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which configuration file a command reads. */
final class ConfigFileOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Configuration file; conf/voxpost.yaml beside the launcher unless given.")
    private @Nullable Path file;

    /** The file that is read; empty where there is none and the defaults alone count. */
    Optional<Path> file() {
        if (file != null) {
            return Optional.of(file);
        }
        Path usual = Home.directory().resolve("conf/voxpost.yaml");
        return Optional.of(usual).filter(Files::exists);
    }

    /** @param settings keys that go over the file */
    Config load(Map<String, String> settings) throws ConfigException {
        Optional<Path> read = file();
        return read.isPresent() ? ConfigFile.read(read.get(), settings) : ConfigFile.with(Config.DEFAULT, settings);
    }
}
