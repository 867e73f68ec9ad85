package org.voxpost.app.config;

import inet.ipaddr.HostName;
import java.net.InetSocketAddress;

/** A DNS server by its address, with the port where it is not 53. */
final class NameServer {
    static final String FORM = "[0-9.]+(:[0-9]{1,5})?|[0-9A-Fa-f:.]+|\\[[0-9A-Fa-f:.]+\\](:[0-9]{1,5})?";
    static final String WORDS = "an IP address, with :port where it is not 53";

    private static final int PORT = 53;

    private NameServer() {}

    static InetSocketAddress address(String text) {
        HostName written = new HostName(text);
        Integer port = written.getPort();
        return new InetSocketAddress(written.asInetAddress(), port == null ? PORT : port);
    }
}
