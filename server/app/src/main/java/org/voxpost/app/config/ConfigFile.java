package org.voxpost.app.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Reads a configuration: the defaults, over them the file, over that the keys set on the command line. */
public final class ConfigFile {
    private static final long LARGEST = 1 << 20;
    private static final String PROFILE = "profile";

    private ConfigFile() {}

    /**
     * Reads a file of at most 1 MiB.
     *
     * @throws ConfigException with everything that is wrong in it
     */
    public static Config read(Path file) throws ConfigException {
        return read(file, Map.of());
    }

    /**
     * Reads a file of at most 1 MiB, and lays single keys over it. The profile that comes of both decides about the defaults.
     *
     * @param settings as for {@link #with}
     * @throws ConfigException with everything that is wrong in it
     */
    public static Config read(Path file, Map<String, String> settings) throws ConfigException {
        YamlNode.Keys document = YamlReader.read(file.toString(), text(file));
        Config usual = Binder.bind(file.toString(), document, Config.DEFAULT);
        ServerProfile profile = lay(usual, profileAlone(settings)).profile();
        return lay(Binder.bind(file.toString(), document, profile.defaults()), settings);
    }

    /** The configuration that the text makes of {@code base}; {@code source} names the text in faults. */
    static Config parse(String source, String text, Config base) throws ConfigException {
        return Binder.bind(source, YamlReader.read(source, text), base);
    }

    /**
     * Lays single keys over a configuration, as {@code sip.udp-port} and {@code 5070}; a value is written as in the file.
     *
     * @throws ConfigException where a key or value is wrong, or the profile is another one than that of a base which is more than defaults
     */
    public static Config with(Config base, Map<String, String> settings) throws ConfigException {
        ServerProfile profile = lay(base, profileAlone(settings)).profile();
        if (profile == base.profile()) {
            return lay(base, settings);
        }
        if (!base.equals(base.profile().defaults())) {
            throw new ConfigException(List.of(new Problem(
                    "--set " + PROFILE, 0, PROFILE, "comes too late: the defaults are laid out already", "")));
        }
        return lay(profile.defaults(), settings);
    }

    private static Map<String, String> profileAlone(Map<String, String> settings) {
        String named = settings.get(PROFILE);
        return named == null ? Map.of() : Map.of(PROFILE, named);
    }

    private static Config lay(Config base, Map<String, String> settings) throws ConfigException {
        Config result = base;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String source = "--set " + setting.getKey();
            YamlNode node = YamlReader.read(source, "value: " + setting.getValue())
                    .entries()
                    .sequencedValues()
                    .getFirst()
                    .value();
            String[] path = setting.getKey().split("\\.", -1);
            for (int i = path.length - 1; i >= 0; i--) {
                SequencedMap<String, YamlNode.Entry> entries = new LinkedHashMap<>();
                entries.put(path[i], new YamlNode.Entry(0, node));
                node = new YamlNode.Keys(entries, 0);
            }
            result = Binder.bind(source, (YamlNode.Keys) node, result);
        }
        return result;
    }

    static String text(Path file) throws ConfigException {
        try {
            if (Files.size(file) > LARGEST) {
                throw failure(file, "is larger than " + new ByteSize(LARGEST));
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw failure(file, "is not UTF-8 text");
        } catch (IOException e) {
            throw failure(file, Files.exists(file) ? "cannot be read" : "does not exist");
        }
    }

    private static ConfigException failure(Path file, String fault) {
        return new ConfigException(List.of(new Problem(file.toString(), 0, "", "the file " + fault, "")));
    }
}
