package org.voxpost.msrp.netty;

import io.netty.bootstrap.Bootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.PoolPolicy;

/** The connections that sessions may share, by where they lead (RFC 4975 §5.4). Any thread. */
final class Connections {

    private final NettyEndpoint endpoint;
    private final Bootstrap bootstrap;
    private final ConcurrentMap<Route, List<NettyConnection>> shared = new ConcurrentHashMap<>();

    Connections(NettyEndpoint endpoint, Bootstrap bootstrap) {
        this.endpoint = endpoint;
        this.bootstrap = bootstrap;
    }

    /** A connection with a place for one more session, which {@link NettyConnection#release} gives back. */
    NettyConnection to(Route route, PoolPolicy policy) {
        return switch (policy.sharing()) {
            case OWN -> begun(route, NettyConnection.to(null, endpoint));
            case SHARED -> shared(route, policy);
        };
    }

    private NettyConnection shared(Route route, PoolPolicy policy) {
        NettyConnection spare = NettyConnection.to(route, endpoint);
        AtomicReference<@Nullable NettyConnection> chosen = new AtomicReference<>();
        shared.compute(route, (_, known) -> {
            List<NettyConnection> standing = usable(known);
            NettyConnection roomiest = roomiest(standing, policy);
            if (roomiest == null || (roomiest.users() >= policy.sessions() && standing.size() < policy.connections())) {
                standing.add(spare);
            } else {
                roomiest.reserve();
                chosen.set(roomiest);
            }
            return standing;
        });
        NettyConnection standing = chosen.get();
        return standing == null ? begun(route, spare) : standing;
    }

    private NettyConnection begun(Route route, NettyConnection fresh) {
        new Dialing(endpoint, bootstrap, route, fresh).begin();
        return fresh;
    }

    private static List<NettyConnection> usable(@Nullable List<NettyConnection> known) {
        List<NettyConnection> standing = new ArrayList<>(2);
        if (known != null) {
            known.stream().filter(NettyConnection::usable).forEach(standing::add);
        }
        return standing;
    }

    private static @Nullable NettyConnection roomiest(List<NettyConnection> standing, PoolPolicy policy) {
        return standing.stream()
                .filter(one -> policy.useTheirs() || !one.madeByPeer())
                .min(Comparator.comparingInt(NettyConnection::users))
                .orElse(null);
    }

    /** Says that a connection which the peer made leads there. */
    void theirs(Route route, NettyConnection connection) {
        shared.compute(route, (_, known) -> {
            List<NettyConnection> standing = usable(known);
            standing.add(connection);
            return standing;
        });
    }

    /** Says that nothing can go over this connection any more. */
    void gone(Route route, NettyConnection connection) {
        shared.computeIfPresent(route, (_, known) -> {
            List<NettyConnection> standing = usable(known);
            standing.remove(connection);
            return standing.isEmpty() ? null : standing;
        });
    }
}
