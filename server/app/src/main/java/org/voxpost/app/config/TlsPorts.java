package org.voxpost.app.config;

import java.util.stream.Collectors;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;

/** Tells an operator where MSRP over TLS is served. */
public final class TlsPorts {
    private TlsPorts() {}

    /** Behind the plain port, such as {@code , over TLS 2857 (default)}; empty without TLS. */
    public static String words(MsrpConfiguration configured, MsrpEndpoint endpoint) {
        String ports = configured.tls().contexts().stream()
                .map(context -> endpoint.tlsPort(context.name()) + " (" + context.name() + ")")
                .collect(Collectors.joining(", "));
        return ports.isEmpty() ? "" : ", over TLS " + ports;
    }
}
