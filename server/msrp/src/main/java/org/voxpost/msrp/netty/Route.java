package org.voxpost.msrp.netty;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.session.Target;

/** Where a connection leads, and what it has to be like. Sessions that agree on all of it may share one (RFC 4975 §5.4). */
record Route(
        String host,
        int port,
        AddressPolicy.Source source,
        int dscp,
        @Nullable TlsRoute tls) {

    /** @param tls null for plain TCP */
    static Route to(Target target, PeerPolicy policy, @Nullable TlsRoute tls) {
        return new Route(
                target.host(),
                target.port(),
                policy.address().source(),
                policy.address().dscp(),
                tls);
    }

    /** True when the host is this address, written as such: a name can be claimed by anybody. */
    boolean leadsTo(@Nullable InetAddress address) {
        return address != null && address.equals(NetUtil.createInetAddressFromIpAddressString(host));
    }

    @Override
    public String toString() {
        return new Target(host, port).toString();
    }
}
