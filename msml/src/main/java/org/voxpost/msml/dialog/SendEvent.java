package org.voxpost.msml.dialog;

import java.util.List;

/**
 * {@code <send>} inside a dialog (RFC 5707 §9.6.3).
 *
 * @param target {@code source}, {@code group}, or a primitive's type with or without {@code .id}; anything unknown means the client
 * @param namelist shadow variables, in the order written
 */
public record SendEvent(String event, String target, List<String> namelist) implements DialogElement {
    public SendEvent {
        namelist = List.copyOf(namelist);
    }
}
