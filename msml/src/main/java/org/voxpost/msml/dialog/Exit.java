package org.voxpost.msml.dialog;

import java.util.List;

/** {@code <exit>} (RFC 5707 §9.6.4). */
public record Exit(List<String> namelist) implements Ending {
    public Exit {
        namelist = List.copyOf(namelist);
    }
}
