package org.voxpost.app.config;

import java.util.List;
import java.util.SequencedMap;

/** A YAML document with the line of everything in it, before it means anything. Lines are one-based. */
sealed interface YamlNode {
    int line();

    /** What an operator would call it. */
    default String words() {
        return switch (this) {
            case Scalar scalar -> "'" + scalar.text() + "'";
            case Empty _ -> "nothing";
            case Items _ -> "a list";
            case Keys _ -> "a section";
        };
    }

    record Scalar(String text, int line) implements YamlNode {}

    /** A key without a value, or {@code null}. */
    record Empty(int line) implements YamlNode {}

    record Items(List<YamlNode> items, int line) implements YamlNode {}

    record Keys(SequencedMap<String, Entry> entries, int line) implements YamlNode {}

    /** A key's value, with the line of the key itself. */
    record Entry(int keyLine, YamlNode value) {}
}
