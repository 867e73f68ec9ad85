package org.voxpost.msrp.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.util.concurrent.Future;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.session.Target;
import org.voxpost.msrp.tls.LiveContext;

/**
 * The making of one connection: the host is looked up, or the places of its service (RFC 4976 §8), and its addresses are tried one after another, each for its share of the
 * time that is left (RFC 4975 §6.2). Runs on the lane of the connection.
 */
final class Dialing {

    private static final Logger LOG = LoggerFactory.getLogger(Dialing.class);

    /** The least that one address is given, however many there are. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Addresses of one host that are tried. */
    private static final int MOST_ADDRESSES = 16;

    private final NettyEndpoint endpoint;
    private final Bootstrap bootstrap;
    private final Route route;
    private final NettyConnection connection;
    private final ArrayDeque<Target> places = new ArrayDeque<>(1);
    private final ArrayDeque<InetAddress> left = new ArrayDeque<>(2);
    private final StringJoiner tried = new StringJoiner(", ");
    private final long deadline;
    private int port;

    Dialing(NettyEndpoint endpoint, Bootstrap bootstrap, Route route, NettyConnection connection) {
        this.endpoint = endpoint;
        this.bootstrap = bootstrap;
        this.route = route;
        this.connection = connection;
        this.deadline = System.nanoTime()
                + endpoint.configuration().timeouts().connect().toNanos();
    }

    /** Any thread. */
    void begin() {
        route.service().ifPresentOrElse(this::seek, () -> lookUp(new Target(route.host(), route.port())));
    }

    private void seek(String service) {
        var _ = endpoint.names()
                .places(service)
                .thenAccept(found -> connection.execute(now -> found(service, found, now)));
    }

    /** Without a service, there is the host and the usual port (RFC 4976 §8). */
    private void found(String service, Optional<List<Target>> found, long now) {
        places.addAll(found.orElse(List.of(new Target(route.host(), Route.RELAY_PORT))));
        if (places.isEmpty()) {
            connection.failed("DNS says that there is no " + service);
        } else {
            next(now);
        }
    }

    private void lookUp(Target place) {
        Future<List<InetAddress>> answer = endpoint.names().lookUp(place.host());
        answer.addListener(_ -> connection.execute(now -> resolved(place, answer, now)));
    }

    private void resolved(Target place, Future<List<InetAddress>> answer, long now) {
        if (answer.isSuccess()) {
            port = place.port();
            answer.getNow().stream().distinct().limit(MOST_ADDRESSES).forEach(left::add);
        } else if (places.isEmpty() && tried.length() == 0) {
            connection.failed("the name of the peer cannot be resolved: " + place.host());
            return;
        } else {
            tried.add(place.host() + " (unknown)");
        }
        next(now);
    }

    private void next(long now) {
        InetAddress address = left.poll();
        Target place = address == null ? places.poll() : null;
        if (place != null) {
            lookUp(place);
        } else if (address == null) {
            connection.failed("cannot connect to " + route + ": tried " + tried);
        } else if (!connection.wanted()) {
            connection.failed("nobody needs the connection any more");
        } else {
            dial(address, Local.of(route.source(), listening(), address), now);
        }
    }

    private void dial(InetAddress address, @Nullable InetSocketAddress from, long now) {
        long share = Math.max(LEAST_NANOS, (deadline - now) / (left.size() + places.size() + 1));
        Bootstrap attempt = bootstrap
                .clone(connection.loop())
                .handler(new ChannelInboundHandlerAdapter())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) TimeUnit.NANOSECONDS.toMillis(share));
        if (route.dscp() >= 0) {
            attempt.option(ChannelOption.IP_TOS, route.dscp() << 2);
        }
        if (from != null) {
            attempt.localAddress(from);
            if (from.getPort() != 0) {
                endpoint.sockets().sharePort(context());
                attempt.option(ChannelOption.SO_REUSEADDR, true)
                        .option(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
            }
        }
        ChannelFuture made = attempt.connect(new InetSocketAddress(address, port));
        made.addListener(_ -> {
            if (made.isSuccess()) {
                endpoint.sockets().connected(made.channel(), connection, route);
            } else {
                failed(address, from, made.cause(), System.nanoTime());
            }
        });
    }

    private void failed(InetAddress address, @Nullable InetSocketAddress from, Throwable cause, long now) {
        if (from != null && from.getPort() != 0 && taken(cause)) {
            LOG.info("Port {} is taken towards {}; the connection starts at another one", from.getPort(), route);
            dial(address, Local.of(AddressPolicy.Source.ADDRESS, listening(), address), now);
            return;
        }
        tried.add(address.getHostAddress() + " (" + reason(cause) + ")");
        next(now);
    }

    /** The listener that sessions of such a connection show. */
    private InetSocketAddress listening() {
        return endpoint.sockets().listening(context());
    }

    private @Nullable LiveContext context() {
        TlsRoute tls = route.tls();
        return tls == null ? null : tls.context();
    }

    private static boolean taken(Throwable cause) {
        return cause instanceof BindException || cause.getCause() instanceof BindException;
    }

    private static String reason(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "no answer";
        }
        Throwable plain = cause.getCause() == null ? cause : cause.getCause();
        return plain.getMessage() == null ? plain.getClass().getSimpleName() : plain.getMessage();
    }
}
