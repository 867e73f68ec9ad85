package org.voxpost.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.ConfigFile;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command that reads a configuration. */
final class ConfigOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Configuration file; conf/voxpost.yaml beside the launcher unless given.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY=VALUE",
            description = "Sets one key over the file, such as sip.udp-port=5070. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The file that is read; empty where there is none and the defaults alone count. */
    Optional<Path> file() {
        if (file != null) {
            return Optional.of(file);
        }
        Path usual = Home.directory().resolve("conf/voxpost.yaml");
        return Optional.of(usual).filter(Files::exists);
    }

    Config load() throws ConfigException {
        Optional<Path> read = file();
        Config base = read.isPresent() ? ConfigFile.read(read.get()) : Config.DEFAULT;
        return ConfigFile.with(base, settings);
    }
}
