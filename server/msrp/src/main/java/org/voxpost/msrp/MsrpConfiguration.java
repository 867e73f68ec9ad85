package org.voxpost.msrp;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How an endpoint is set up.
 *
 * @param bind address and port of the listener; port 0 takes a free one
 * @param advertisedHost host name or address in our URIs; IPv6 without brackets
 * @param advertisedPort port in our URIs; 0 means the bound one
 * @param network what lies between us and our peers
 * @param eventLoopThreads 0 means one for each processor
 * @param tls our TLS identities, each with a listener of its own beside the plain one
 * @param trace sees every frame
 */
public record MsrpConfiguration(
        InetSocketAddress bind,
        String advertisedHost,
        int advertisedPort,
        MsrpNetwork network,
        int eventLoopThreads,
        MsrpLimits limits,
        MsrpTimeouts timeouts,
        TlsSettings tls,
        Optional<MsrpTrace> trace) {

    public MsrpConfiguration {
        if (advertisedHost.isBlank()) {
            throw new IllegalArgumentException("the advertised host cannot be empty");
        }
        if (advertisedPort < 0 || advertisedPort > 65_535) {
            throw new IllegalArgumentException("the advertised port must be 0 to 65535, not " + advertisedPort);
        }
        if (eventLoopThreads < 0) {
            throw new IllegalArgumentException("eventLoopThreads cannot be negative");
        }
    }

    /** Defaults on this address, which is advertised as it is. */
    public static MsrpConfiguration on(InetSocketAddress bind) {
        return new MsrpConfiguration(
                bind,
                literal(bind),
                0,
                MsrpNetwork.DEFAULT,
                0,
                MsrpLimits.DEFAULT,
                MsrpTimeouts.DEFAULT,
                TlsSettings.NONE,
                Optional.empty());
    }

    private static String literal(InetSocketAddress bind) {
        if (bind.isUnresolved()) {
            return bind.getHostString();
        }
        return NetUtil.toAddressString(bind.getAddress());
    }

    public MsrpConfiguration withAdvertised(String host, int port) {
        return new MsrpConfiguration(bind, host, port, network, eventLoopThreads, limits, timeouts, tls, trace);
    }

    public MsrpConfiguration withNetwork(MsrpNetwork other) {
        return new MsrpConfiguration(
                bind, advertisedHost, advertisedPort, other, eventLoopThreads, limits, timeouts, tls, trace);
    }

    public MsrpConfiguration withEventLoopThreads(int threads) {
        return new MsrpConfiguration(
                bind, advertisedHost, advertisedPort, network, threads, limits, timeouts, tls, trace);
    }

    public MsrpConfiguration withLimits(MsrpLimits other) {
        return new MsrpConfiguration(
                bind, advertisedHost, advertisedPort, network, eventLoopThreads, other, timeouts, tls, trace);
    }

    public MsrpConfiguration withTimeouts(MsrpTimeouts other) {
        return new MsrpConfiguration(
                bind, advertisedHost, advertisedPort, network, eventLoopThreads, limits, other, tls, trace);
    }

    public MsrpConfiguration withTls(TlsSettings other) {
        return new MsrpConfiguration(
                bind, advertisedHost, advertisedPort, network, eventLoopThreads, limits, timeouts, other, trace);
    }

    public MsrpConfiguration withTrace(MsrpTrace other) {
        return new MsrpConfiguration(
                bind,
                advertisedHost,
                advertisedPort,
                network,
                eventLoopThreads,
                limits,
                timeouts,
                tls,
                Optional.of(other));
    }
}
