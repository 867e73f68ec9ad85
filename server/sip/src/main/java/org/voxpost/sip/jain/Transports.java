package org.voxpost.sip.jain;

import java.util.Locale;
import org.voxpost.sip.SipUri;

/** The transports that an endpoint has. */
final class Transports {
    static final String UDP = "udp";
    static final String TCP = "tcp";

    private Transports() {}

    /** The transport that a URI asks for, where it asks for one that there is. */
    static String of(SipUri uri, String otherwise) {
        return switch (uri.parameter("transport").orElse(otherwise).toLowerCase(Locale.ROOT)) {
            case TCP -> TCP;
            case UDP -> UDP;
            default -> otherwise;
        };
    }
}
