package org.voxpost.sdp;

import java.util.Locale;
import java.util.Optional;

/** The a=setup attribute: which side opens the TCP connection (RFC 4145 §4, for MSRP RFC 6135 §4.2). */
public enum Setup {
    ACTIVE,
    PASSIVE,
    ACTPASS,
    HOLDCONN;

    /** The setup of a media; empty when it has none, or one that no RFC knows. */
    public static Optional<Setup> in(MediaDescription media) {
        return media.attribute("setup").flatMap(attribute -> named(attribute.text()));
    }

    private static Optional<Setup> named(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "active" -> Optional.of(ACTIVE);
            case "passive" -> Optional.of(PASSIVE);
            case "actpass" -> Optional.of(ACTPASS);
            case "holdconn" -> Optional.of(HOLDCONN);
            default -> Optional.empty();
        };
    }

    public Attribute attribute() {
        return Attribute.of("setup", name().toLowerCase(Locale.ROOT));
    }
}
