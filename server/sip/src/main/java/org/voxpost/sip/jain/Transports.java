package org.voxpost.sip.jain;

import java.util.Locale;
import org.voxpost.sip.SipUri;

/** The transports that an endpoint may have. */
final class Transports {
    static final String UDP = "udp";
    static final String TCP = "tcp";
    static final String TLS = "tls";

    private Transports() {}

    /** The transport that a URI asks for, where it asks for one that there may be; nothing leads from TLS to another one. */
    static String of(SipUri uri, String otherwise) {
        if (uri.secure() || otherwise.equals(TLS)) {
            return TLS;
        }
        return switch (uri.parameter("transport").orElse(otherwise).toLowerCase(Locale.ROOT)) {
            case TLS -> TLS;
            case TCP -> TCP;
            case UDP -> UDP;
            default -> otherwise;
        };
    }

    /** Whether nothing is lost or repeated on it. */
    static boolean reliable(String transport) {
        return !transport.equalsIgnoreCase(UDP);
    }

    /** RFC 3261 §19.1.2. */
    static int defaultPort(String transport) {
        return transport.equalsIgnoreCase(TLS) ? 5061 : 5060;
    }
}
