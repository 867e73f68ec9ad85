package org.voxpost.msrp.session;

import org.voxpost.msrp.wire.MsrpUri;

/**
 * What an active side connects to.
 *
 * @param host a name, or an address; IPv6 without brackets
 */
public record Target(String host, int port) {

    public static Target of(MsrpUri hop) {
        return new Target(hop.host(), hop.port());
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
