package org.voxpost.media;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Addresses that belong to the open Internet: none of the special-purpose registries of RFC 6890. */
final class PublicAddresses {

    private static final List<IPAddress> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(text -> new IPAddressString(text).getAddress())
            .toList();
    private static final IPAddress GLOBAL_UNICAST_SIX = new IPAddressString("2000::/3").getAddress();

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        IPAddress candidate = of(address);
        return (candidate.isIPv4() || GLOBAL_UNICAST_SIX.contains(candidate))
                && SPECIAL.stream().noneMatch(block -> block.contains(candidate));
    }

    static IPAddress of(InetAddress address) {
        return new IPAddressGenerator().from(address.getAddress());
    }
}
