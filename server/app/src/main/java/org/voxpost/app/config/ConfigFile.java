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

    private ConfigFile() {}

    /**
     * Reads a file of at most 1 MiB.
     *
     * @throws ConfigException with everything that is wrong in it
     */
    public static Config read(Path file) throws ConfigException {
        return parse(file.toString(), text(file), Config.DEFAULT);
    }

    /** The configuration that the text makes of {@code base}; {@code source} names the text in faults. */
    public static Config parse(String source, String text, Config base) throws ConfigException {
        return Binder.bind(source, YamlReader.read(source, text), base);
    }

    /**
     * Lays single keys over a configuration, as {@code sip.udp-port} and {@code 5070}; a value is written as in the file.
     *
     * @throws ConfigException where a key or value is wrong
     */
    public static Config with(Config base, Map<String, String> settings) throws ConfigException {
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
