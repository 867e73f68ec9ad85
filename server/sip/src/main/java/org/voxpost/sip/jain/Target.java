package org.voxpost.sip.jain;

import java.util.Optional;
import javax.sip.address.Hop;

/**
 * Where a request goes, decided before the stack sees it.
 *
 * @param host numeric; an IPv6 address in brackets
 * @param name host of the URI that led here, for a certificate to be compared with
 * @param standing the connection of the dialog, which is used as it is; empty where the peer has to prove {@code name}
 */
record Target(String host, int port, String transport, String name, Optional<TcpConnection> standing) implements Hop {

    /** The way that a dialog has already. */
    static Target on(TcpConnection connection) {
        String host = bracketed(connection.getPeerAddress());
        return new Target(host, connection.getPeerPort(), connection.getTransport(), host, Optional.of(connection));
    }

    static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** The host without the brackets of an IPv6 address. */
    String plainHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The same place over another transport. */
    Target over(String other) {
        return new Target(host, port, other, name, standing);
    }

    @Override
    public String getHost() {
        return host;
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public String getTransport() {
        return transport;
    }

    @Override
    public String toString() {
        return host + ':' + port + '/' + transport;
    }
}
