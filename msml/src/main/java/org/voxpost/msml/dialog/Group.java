package org.voxpost.msml.dialog;

import java.util.List;
import java.util.Optional;

/**
 * {@code <group>}: primitives that run at the same time (RFC 5707 §9.8.1).
 *
 * @param children at least one
 * @param onExit run once all children have ended ({@code <groupexit>})
 */
public record Group(Topology topology, Optional<String> id, List<DialogElement.Executable> children, Handler onExit)
        implements DialogElement.Executable {
    /** How media flows between the children; both start them together. */
    public enum Topology {
        PARALLEL,
        SERIAL
    }

    public Group {
        children = List.copyOf(children);
    }
}
