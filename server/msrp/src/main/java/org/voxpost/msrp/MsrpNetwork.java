package org.voxpost.msrp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What lies between an endpoint and its peers.
 *
 * @param reachable whether peers can connect to the advertised address. Where they cannot, what policies leave open becomes
 *     active (RFC 6135 §4.2.2)
 * @param allowedSources addresses from which connections are taken at all; asked on an event loop, must not block
 * @param nameServers DNS servers that host names are looked up with; empty means those of the system
 * @param nameTimeout for the answer of one DNS server
 */
public record MsrpNetwork(
        boolean reachable,
        Predicate<InetAddress> allowedSources,
        List<InetSocketAddress> nameServers,
        Duration nameTimeout) {

    public static final MsrpNetwork DEFAULT = new MsrpNetwork(true, _ -> true, List.of(), Duration.ofSeconds(2));

    public MsrpNetwork {
        nameServers = List.copyOf(nameServers);
        if (!nameTimeout.isPositive()) {
            throw new IllegalArgumentException("a timeout must be positive, not " + nameTimeout);
        }
    }

    public MsrpNetwork withReachable(boolean other) {
        return new MsrpNetwork(other, allowedSources, nameServers, nameTimeout);
    }

    public MsrpNetwork withAllowedSources(Predicate<InetAddress> other) {
        return new MsrpNetwork(reachable, other, nameServers, nameTimeout);
    }

    public MsrpNetwork withNameServers(List<InetSocketAddress> others, Duration timeout) {
        return new MsrpNetwork(reachable, allowedSources, others, timeout);
    }
}
