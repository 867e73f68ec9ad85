package org.voxpost.app.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads YAML text into {@link YamlNode}s; a document that is no YAML, or names a key twice, is a {@link Problem} with its line. */
final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final int MAX_DEPTH = 16;

    private final String source;
    private final List<Problem> problems = new ArrayList<>();

    private YamlReader(String source) {
        this.source = source;
    }

    /** The root of the document; a document that holds nothing is an empty section. */
    static YamlNode.Keys read(String source, String text) throws ConfigException {
        YamlReader reader = new YamlReader(source);
        YamlNode root = reader.document(text);
        if (!reader.problems.isEmpty()) {
            throw new ConfigException(reader.problems);
        }
        return switch (root) {
            case YamlNode.Keys keys -> keys;
            case YamlNode.Empty empty -> new YamlNode.Keys(new LinkedHashMap<>(), empty.line());
            case YamlNode.Scalar _, YamlNode.Items _ ->
                throw new ConfigException(List.of(
                        new Problem(source, root.line(), "", "the file is " + root.words(), "sections with keys")));
        };
    }

    private YamlNode document(String text) throws ConfigException {
        try (JsonParser parser = YAML.createParser(text)) {
            return parser.nextToken() == null ? new YamlNode.Empty(1) : node(parser, "", 0);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String first = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ConfigException(List.of(new Problem(source, line, "", "this is not YAML: " + first, "")));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from a string failed", e);
        }
    }

    private YamlNode node(JsonParser parser, String path, int depth) throws IOException, ConfigException {
        int line = parser.currentTokenLocation().getLineNr();
        if (depth > MAX_DEPTH) {
            throw new ConfigException(
                    List.of(new Problem(source, line, path, "nested too deeply", MAX_DEPTH + " levels")));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> keys(parser, path, depth, line);
            case START_ARRAY -> items(parser, path, depth, line);
            case VALUE_NULL -> new YamlNode.Empty(line);
            default -> new YamlNode.Scalar(parser.getText(), line);
        };
    }

    private YamlNode keys(JsonParser parser, String path, int depth, int line) throws IOException, ConfigException {
        SequencedMap<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = parser.currentTokenLocation().getLineNr();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            parser.nextToken();
            YamlNode.Entry earlier = entries.put(key, new YamlNode.Entry(keyLine, node(parser, keyPath, depth + 1)));
            if (earlier != null) {
                problems.add(new Problem(
                        source, keyLine, keyPath, "this key is already on line " + earlier.keyLine(), "once"));
            }
        }
        return new YamlNode.Keys(entries, line);
    }

    private YamlNode items(JsonParser parser, String path, int depth, int line) throws IOException, ConfigException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, path + "[" + items.size() + "]", depth + 1));
        }
        return new YamlNode.Items(items, line);
    }
}
