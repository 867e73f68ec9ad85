package org.voxpost.msrp.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.tls.LiveContext;

/** The listeners of an endpoint, one for plain TCP and one for each TLS context, and the channels of its connections. Any thread. */
final class Sockets {

    private static final int READ_BUFFER_MIN = 2_048;
    private static final int READ_BUFFER_FIRST = 16_384;
    private static final int READ_BUFFER_MAX = 262_144;
    private static final int LISTEN_BACKLOG = 1_024;

    final LongAdder accepted = new LongAdder();
    final LongAdder connected = new LongAdder();
    final LongAdder refused = new LongAdder();

    private final NettyEndpoint endpoint;
    private final MsrpConfiguration configuration;
    private final EventLoopGroup loops;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Map<LiveContext, Channel> secure = new LinkedHashMap<>();
    private @Nullable Channel plain;

    Sockets(NettyEndpoint endpoint, EventLoopGroup loops) {
        this.endpoint = endpoint;
        this.configuration = endpoint.configuration();
        this.loops = loops;
    }

    /** @throws IOException when an address cannot be bound; those that could are closed with the event loops */
    void listen(Iterable<LiveContext> contexts) throws IOException {
        plain = bind(configuration.bind().getPort(), null);
        for (LiveContext context : contexts) {
            secure.put(context, bind(context.configured().port(), context));
        }
    }

    /** @param context of TLS; null for the plain listener */
    private Channel bind(int port, @Nullable LiveContext context) throws IOException {
        InetSocketAddress address = at(port);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, LISTEN_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, endpoint.allocator())
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, readBuffers())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted(channel, context);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen for MSRP on " + address, bound.cause());
        }
        return bound.channel();
    }

    private InetSocketAddress at(int port) {
        InetSocketAddress bind = configuration.bind();
        return bind.isUnresolved()
                ? InetSocketAddress.createUnresolved(bind.getHostString(), port)
                : new InetSocketAddress(bind.getAddress(), port);
    }

    /** What every connection that we make starts from. */
    Bootstrap client() {
        return new Bootstrap()
                .channel(NioSocketChannel.class)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, endpoint.allocator())
                .option(ChannelOption.RECVBUF_ALLOCATOR, readBuffers())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark());
    }

    private static AdaptiveRecvByteBufAllocator readBuffers() {
        return new AdaptiveRecvByteBufAllocator(READ_BUFFER_MIN, READ_BUFFER_FIRST, READ_BUFFER_MAX);
    }

    private WriteBufferWaterMark waterMark() {
        int high = configuration.limits().writeQueueOctets();
        return new WriteBufferWaterMark(high / 2, high);
    }

    private void accepted(SocketChannel channel, @Nullable LiveContext context) {
        InetSocketAddress far = channel.remoteAddress();
        InetAddress source = far == null ? null : far.getAddress();
        if (source == null || !welcome(source)) {
            refused.increment();
            var _ = channel.close();
            return;
        }
        if (context != null
                && handshakes.incrementAndGet() > configuration.tls().handshakes()) {
            handshakes.decrementAndGet();
            endpoint.counters().tlsTurnedAway.increment();
            endpoint.strangers().leave();
            var _ = channel.close();
            return;
        }
        accepted.increment();
        NettyConnection connection = NettyConnection.from(channel.eventLoop(), endpoint);
        connection.stranger();
        channel.closeFuture().addListener(_ -> connection.known());
        if (context != null) {
            SecureLink link = SecureLink.accepting(context, endpoint.disk());
            connection.secure(link);
            link.install(channel).addListener(_ -> handshakes.decrementAndGet());
        }
        stack(channel, connection);
    }

    private boolean welcome(InetAddress source) {
        return channels.size() < configuration.limits().connections()
                && configuration.network().allowedSources().test(source)
                && endpoint.strangers().admit(source.getHostAddress(), System.nanoTime());
    }

    /** Puts a connection that we made on its channel, which is about to become active. */
    void connected(Channel channel, NettyConnection connection, Route route) {
        connected.increment();
        TlsRoute tls = route.tls();
        if (tls != null) {
            SecureLink link = SecureLink.connecting(tls, route.port(), endpoint.disk());
            connection.secure(link);
            var _ = link.install(channel);
        }
        stack(channel, connection);
    }

    /** Over TLS, if any, comes the trace, and then the connection. */
    private void stack(Channel channel, NettyConnection connection) {
        channels.add(channel);
        configuration
                .trace()
                .ifPresent(trace -> channel.pipeline()
                        .addLast(new FrameTrace(trace, channel.remoteAddress(), configuration.limits())));
        channel.pipeline().addLast(connection);
    }

    /** Where the listener is that sessions of this context show; null means plain TCP. */
    InetSocketAddress listening(@Nullable LiveContext context) {
        return (InetSocketAddress) listener(context).localAddress();
    }

    /**
     * Lets connections of ours start at the port of the listener. The option comes after the bind, which so fails all the same
     * where another process has the port.
     */
    void sharePort(@Nullable LiveContext context) {
        listener(context).config().setOption(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
    }

    private Channel listener(@Nullable LiveContext context) {
        Channel of = context == null ? plain : secure.get(context);
        if (of == null) {
            throw new IllegalStateException("there is no such listener");
        }
        return of;
    }

    int open() {
        return channels.size();
    }

    /** The value of an option on each open connection. */
    <T> List<@Nullable T> options(ChannelOption<T> option) {
        return channels.stream()
                .map(channel -> channel.config().getOption(option))
                .toList();
    }

    /** Takes no more connections. */
    void stopListening() {
        if (plain != null) {
            plain.close().awaitUninterruptibly();
        }
        secure.values().forEach(listener -> listener.close().awaitUninterruptibly());
    }

    void closeAll() {
        channels.close().awaitUninterruptibly();
    }
}
