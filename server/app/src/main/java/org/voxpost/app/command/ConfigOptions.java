package org.voxpost.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.Presets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command that runs with a configuration. */
final class ConfigOptions {
    @Mixin
    private final ConfigFileOption file = new ConfigFileOption();

    @Option(
            names = "--set",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY=VALUE",
            description = "Sets one key over the file, such as sip.udp-port=5070. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The file that is read; empty where there is none and the defaults alone count. */
    Optional<Path> file() {
        return file.file();
    }

    Config load() throws ConfigException {
        Path directory = file().map(Path::toAbsolutePath)
                .map(Path::getParent)
                .orElse(Home.directory().resolve("conf"));
        return Presets.in(directory.resolve("peers")).fill(file.load(settings));
    }
}
