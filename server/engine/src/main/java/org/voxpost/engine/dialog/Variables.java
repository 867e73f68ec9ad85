package org.voxpost.engine.dialog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voxpost.msml.MsmlEvent.Pair;

/**
 * The shadow variables of one dialog (RFC 5707 §9.2): {@code undefined} until a primitive assigns them, and under the
 * primitive's own name too where it has an id ({@code transfer.end} and {@code transfer.ID.end}).
 */
final class Variables {

    private static final String UNDEFINED = "undefined";

    private final Map<String, String> values = new HashMap<>();

    void set(Optional<String> id, String name, String value) {
        values.put(name, value);
        int dot = name.indexOf('.');
        if (id.isPresent() && dot > 0) {
            values.put(name.substring(0, dot + 1) + id.get() + name.substring(dot), value);
        }
    }

    List<Pair> pairs(List<String> namelist) {
        return namelist.stream()
                .map(name -> new Pair(name, values.getOrDefault(name, UNDEFINED)))
                .toList();
    }
}
