package org.voxpost.msrp.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.PeerPolicy.ConnectionSharing;
import org.voxpost.msrp.wire.MsrpUri;

/** The connections that we made, by the host and port that they lead to (RFC 4975 §5.4). */
final class Connections {

    private final NettyEndpoint endpoint;
    private final Bootstrap bootstrap;
    private final ConcurrentMap<Peer, NettyConnection> shared = new ConcurrentHashMap<>();

    private record Peer(String host, int port) {}

    Connections(NettyEndpoint endpoint, Bootstrap bootstrap) {
        this.endpoint = endpoint;
        this.bootstrap = bootstrap;
    }

    /** A connection to this hop: one that stands or is being made, or a new one. Any thread. */
    NettyConnection to(MsrpUri hop, PeerPolicy policy) {
        Peer peer = new Peer(hop.host(), hop.port());
        if (policy.sharing() == ConnectionSharing.OWN) {
            return connect(peer, _ -> {});
        }
        return shared.compute(
                peer,
                (_, known) ->
                        known != null && known.usable() ? known : connect(peer, gone -> shared.remove(peer, gone)));
    }

    private NettyConnection connect(Peer peer, Consumer<NettyConnection> onClosed) {
        EventLoop loop = endpoint.nextLoop();
        NettyConnection connection = new NettyConnection(loop, endpoint, onClosed);
        endpoint.disk().execute(() -> resolve(peer, connection));
        return connection;
    }

    /** Looks the host up where that may block, and connects from the lane. */
    private void resolve(Peer peer, NettyConnection connection) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(peer.host()), peer.port());
            connection.execute(_ -> connect(address, connection));
        } catch (UnknownHostException e) {
            connection.execute(_ -> connection.failed("the name of the peer cannot be resolved"));
        }
    }

    private void connect(InetSocketAddress address, NettyConnection connection) {
        ChannelFuture attempt =
                bootstrap.clone(connection.loop()).handler(connection).connect(address);
        attempt.addListener(_ -> {
            if (attempt.isSuccess()) {
                endpoint.connected(attempt.channel());
            } else {
                connection.failed("cannot connect to " + address + ": " + reason(attempt.cause()));
            }
        });
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
