package org.voxpost.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.voxpost.app.config.MsrpSection.PeerSection;
import org.voxpost.msrp.PeerPolicy;

/**
 * Ready-made treatment of MSRP stacks that need one: {@code conf/peers/NAME.yaml} has the keys that an entry of
 * {@code msrp.peers} takes over by {@code preset: NAME}. A key of the entry itself counts before that of its preset.
 */
public final class Presets {
    private static final String SUFFIX = ".yaml";

    private final Path directory;

    private Presets(Path directory) {
        this.directory = directory;
    }

    /** Those in a directory; there are none where it does not exist. */
    public static Presets in(Path directory) {
        return new Presets(directory);
    }

    /** What there is, by name and sorted. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The configuration with the keys of the presets in the entries that name one.
     *
     * @throws ConfigException for a preset that does not exist or is wrong itself
     */
    public Config fill(Config config) throws ConfigException {
        List<PeerSection> filled = new ArrayList<>();
        List<PeerSection> peers = config.msrp().peers();
        for (int i = 0; i < peers.size(); i++) {
            PeerSection peer = peers.get(i);
            filled.add(
                    peer.preset().isEmpty()
                            ? peer
                            : Overlay.of(peer, named(peer.preset().get(), "msrp.peers[" + i + "].preset")));
        }
        return Overlay.replacing(config, "msrp", Overlay.replacing(config.msrp(), "peers", List.copyOf(filled)));
    }

    /**
     * What one preset makes of the defaults.
     *
     * @throws ConfigException when it does not exist or is wrong
     */
    public PeerPolicy policy(String name) throws ConfigException {
        Config config = ConfigFile.with(
                Config.DEFAULT, Map.of("msrp.peers", "[{match: \"*\", preset: \"" + name.replace("\"", "") + "\"}]"));
        return new ModuleSettings(fill(config), directory).policy("*");
    }

    private PeerSection named(String name, String key) throws ConfigException {
        if (!names().contains(name)) {
            throw new ConfigException(List.of(new Problem(
                    directory.toString(), 0, key, "there is no preset " + name, String.join(", ", names()))));
        }
        Path file = directory.resolve(name + SUFFIX);
        YamlNode.Keys document = YamlReader.read(file.toString(), ConfigFile.text(file));
        for (String own : List.of("match", "preset")) {
            YamlNode.Entry entry = document.entries().get(own);
            if (entry != null) {
                throw new ConfigException(List.of(
                        new Problem(file.toString(), entry.keyLine(), own, "does not belong into a preset", "")));
            }
        }
        return Binder.bind(file.toString(), document, PeerSection.defaults());
    }
}
