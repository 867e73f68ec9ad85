package org.voxpost.msml.dialog;

import java.util.List;

/**
 * The content of a dialog, run in document order (RFC 5707 §9.2).
 *
 * @param elements at least one
 */
public record Script(List<DialogElement> elements) {
    public Script {
        elements = List.copyOf(elements);
    }
}
