package org.voxpost.msml.dialog;

import java.util.List;

/** {@code <disconnect>}: as {@link Exit}, and the SIP dialog of the target gets a BYE (RFC 5707 §9.6.5). */
public record Disconnect(List<String> namelist) implements Ending {
    public Disconnect {
        namelist = List.copyOf(namelist);
    }
}
