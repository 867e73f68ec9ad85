package org.voxpost.msrp.netty;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.session.Target;
import org.voxpost.msrp.wire.MsrpUri;

/**
 * Where a connection leads, and what it has to be like. Sessions that agree on all of it may share one (RFC 4975 §5.4).
 *
 * @param account our user at the relay that it leads to; empty where it leads to a peer
 */
record Route(
        String host,
        int port,
        AddressPolicy.Source source,
        int dscp,
        @Nullable TlsRoute tls,
        String account) {

    /** RFC 4976 §8, where neither the URI of a relay nor DNS names one. */
    static final int RELAY_PORT = 2855;

    /** The port of a route whose places DNS knows (RFC 4976 §8). */
    private static final int BY_SERVICE = 0;

    /** @param tls null for plain TCP */
    static Route to(Target target, PeerPolicy policy, @Nullable TlsRoute tls) {
        return new Route(
                target.host(),
                target.port(),
                policy.address().source(),
                policy.address().dscp(),
                tls,
                "");
    }

    /** @param tls null for plain TCP */
    static Route to(RelayAccount account, PeerPolicy policy, @Nullable TlsRoute tls) {
        MsrpUri relay = MsrpUri.parse(account.relay());
        return new Route(
                relay.host(),
                relay.port() == MsrpUri.NO_PORT ? unnamedPort(relay) : relay.port(),
                policy.address().source(),
                policy.address().dscp(),
                tls,
                account.user());
    }

    /** Only the service of TLS is defined, and only names have services. */
    private static int unnamedPort(MsrpUri relay) {
        boolean name = NetUtil.createInetAddressFromIpAddressString(relay.host()) == null;
        return relay.secure() && name ? BY_SERVICE : RELAY_PORT;
    }

    /** The service that tells where the route leads; empty where the route says so itself. */
    Optional<String> service() {
        return port == BY_SERVICE ? Optional.of("_msrps._tcp." + host) : Optional.empty();
    }

    /** True when the host is this address, written as such: a name can be claimed by anybody. */
    boolean leadsTo(@Nullable InetAddress address) {
        return address != null && address.equals(NetUtil.createInetAddressFromIpAddressString(host));
    }

    @Override
    public String toString() {
        return service().orElseGet(() -> new Target(host, port).toString());
    }
}
