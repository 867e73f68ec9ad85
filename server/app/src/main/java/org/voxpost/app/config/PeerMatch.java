package org.voxpost.app.config;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.HostName;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Locale;

/** Which peers an entry means: a host name, {@code *.example.com} for all below it, an address, a network, or {@code *}. */
final class PeerMatch {
    static final String FORM = "\\*|(\\*\\.)?[A-Za-z0-9_.\\-]+(/[0-9]{1,2})?|[0-9A-Fa-f:.]+(/[0-9]{1,3})?";
    static final String WORDS = "a host name, *.domain, an IP address, a network such as 10.1.0.0/16, or *";

    private PeerMatch() {}

    /** Throws {@link IllegalArgumentException} for a network that is none. */
    static void check(String match) {
        if (match.contains("/")) {
            try {
                new IPAddressString(match).validate();
            } catch (AddressStringException e) {
                throw new IllegalArgumentException("match is not " + WORDS, e);
            }
        }
    }

    /** Whether the entry is one host's name, which says nothing of addresses before it is looked up. */
    static boolean isName(String match) {
        return !match.startsWith("*") && new IPAddressString(match).getAddress() == null;
    }

    /**
     * Whether a host as it stands in a URI is meant; a name is not looked up, so it never lies in a network.
     *
     * @param host IPv6 with or without brackets
     */
    static boolean matches(String match, String host) {
        String bare = bare(host);
        if (match.equals("*")) {
            return true;
        }
        if (match.startsWith("*.")) {
            return bare.endsWith(match.substring(1).toLowerCase(Locale.ROOT));
        }
        IPAddress address = new HostName(bare).asAddress();
        IPAddress network = new IPAddressString(match).getAddress();
        if (network != null) {
            return address != null && network.toPrefixBlock().contains(address);
        }
        return bare.equals(match.toLowerCase(Locale.ROOT));
    }

    private static String bare(String host) {
        String inner = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return inner.toLowerCase(Locale.ROOT);
    }
}
