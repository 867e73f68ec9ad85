package org.voxpost.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * What a c-line says (RFC 8866 §5.7). The address is kept as written: an IP address, a name, or a multicast address
 * with its suffix. Nothing is looked up.
 */
public record ConnectionAddress(String networkType, String addressType, String address) {
    public ConnectionAddress {
        Text.word(networkType);
        Text.word(addressType);
        Text.word(address);
    }

    public static ConnectionAddress of(InetAddress address) {
        return of(literal(address));
    }

    /** An address or host name; what holds a colon is taken for IPv6. */
    public static ConnectionAddress of(String address) {
        return new ConnectionAddress("IN", address.indexOf(':') < 0 ? "IP4" : "IP6", address);
    }

    /** True for 0.0.0.0 and ::, which RFC 3264 §8.4 lets old peers use for hold. */
    public boolean isUnspecified() {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = address instanceof Inet6Address ? text.indexOf('%') : -1;
        return zone < 0 ? text : text.substring(0, zone);
    }

    @Override
    public String toString() {
        return "c=" + networkType + " " + addressType + " " + address;
    }
}
