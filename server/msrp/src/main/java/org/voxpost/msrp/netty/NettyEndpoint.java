package org.voxpost.msrp.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.MsrpStatistics;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.session.ConnectionCore;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.Counters;
import org.voxpost.msrp.session.LocalDescription;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.session.SessionCore;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;

/** The endpoint over Netty: listener, event loops, sessions by id. */
public final class NettyEndpoint implements MsrpEndpoint {

    private static final int READ_BUFFER_MIN = 2_048;
    private static final int READ_BUFFER_FIRST = 16_384;
    private static final int READ_BUFFER_MAX = 262_144;
    private static final int LISTEN_BACKLOG = 1_024;
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private final MsrpConfiguration configuration;
    private final MultiThreadIoEventLoopGroup loops;
    private final ExecutorService disk = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("msrp-disk-", 0).factory());
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private final SecureRandom random = new SecureRandom();
    private final Counters counters = new Counters();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder connected = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ConcurrentMap<String, SessionHandle> sessions = new ConcurrentHashMap<>();
    private final Connections connections;
    private final Names names;
    private final Channel listener;

    private NettyEndpoint(MsrpConfiguration configuration) throws IOException {
        this.configuration = configuration;
        this.loops = new MultiThreadIoEventLoopGroup(
                configuration.eventLoopThreads() == 0
                        ? Runtime.getRuntime().availableProcessors()
                        : configuration.eventLoopThreads(),
                new DefaultThreadFactory("msrp-loop", true),
                NioIoHandler.newFactory());
        this.connections = new Connections(this, clientBootstrap());
        this.names = new Names(loops.next(), configuration);
        this.listener = bind();
    }

    public static MsrpEndpoint open(MsrpConfiguration configuration) throws IOException {
        return new NettyEndpoint(configuration);
    }

    private Channel bind() throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, LISTEN_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, readBuffers())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accepted(channel);
                    }
                })
                .bind(configuration.bind())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loops.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            disk.close();
            throw new IOException("cannot listen for MSRP on " + configuration.bind(), bound.cause());
        }
        return bound.channel();
    }

    private Bootstrap clientBootstrap() {
        return new Bootstrap()
                .channel(NioSocketChannel.class)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, allocator)
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

    private void accepted(Channel channel) {
        MsrpLimits limits = configuration.limits();
        InetAddress source = channel.remoteAddress() instanceof InetSocketAddress far ? far.getAddress() : null;
        if (channels.size() >= limits.connections()
                || source == null
                || !configuration.network().allowedSources().test(source)) {
            refused.increment();
            var _ = channel.close();
            return;
        }
        accepted.increment();
        channels.add(channel);
        channel.pipeline().addLast(NettyConnection.from(channel.eventLoop(), this));
        trace(channel);
    }

    private void trace(Channel channel) {
        configuration
                .trace()
                .ifPresent(trace -> channel.pipeline()
                        .addFirst(new FrameTrace(trace, channel.remoteAddress(), configuration.limits())));
    }

    /** Puts a connection that we made on its channel, which is about to become active. */
    void connected(Channel channel, NettyConnection connection) {
        connected.increment();
        channels.add(channel);
        channel.pipeline().addLast(connection);
        trace(channel);
    }

    @Override
    public MsrpSession offer(SessionTerms terms, SessionEvents events) {
        String id = RandomIds.session(random);
        MsrpUri uri = uri(id);
        MediaDescription offer = LocalDescription.offer(uri, terms);
        return register(new SessionHandle(this, id, terms, events, uri, offer, null, nextLoop()));
    }

    @Override
    public MsrpSession answer(MediaDescription offer, SessionTerms terms, SessionEvents events)
            throws NegotiationRefused {
        Setup setup = LocalDescription.setupFor(offer, terms.policy());
        Negotiation negotiated = Negotiation.ofOffer(offer, setup, terms);
        String id = RandomIds.session(random);
        MsrpUri uri = uri(id);
        MediaDescription answer = LocalDescription.answer(uri, terms, setup);
        return register(new SessionHandle(this, id, terms, events, uri, answer, negotiated, nextLoop()));
    }

    private SessionHandle register(SessionHandle session) {
        sessions.put(session.id(), session);
        return session;
    }

    private MsrpUri uri(String id) {
        int advertised = configuration.advertisedPort();
        return MsrpUri.of(configuration.advertisedHost(), advertised == 0 ? port() : advertised, id);
    }

    @Override
    public int port() {
        return listening().getPort();
    }

    /** Where the listener is. */
    InetSocketAddress listening() {
        return (InetSocketAddress) listener.localAddress();
    }

    /**
     * Lets connections of ours start at the port of the listener. The option comes after the bind, which so fails all the same
     * where another process has the port.
     */
    void shareListeningPort() {
        listener.config().setOption(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
    }

    @Override
    public MsrpStatistics statistics() {
        return new MsrpStatistics(
                channels.size(),
                sessions.size(),
                (int) sessions.values().stream().filter(SessionHandle::bound).count(),
                accepted.sum(),
                connected.sum(),
                refused.sum(),
                counters.messagesSent.sum(),
                counters.messagesReceived.sum(),
                counters.octetsReceived.sum(),
                counters.octetsSent.sum(),
                counters.strayResponses.sum(),
                counters.protocolFaults.sum(),
                counters.deviations());
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        sessions.values()
                .forEach(session ->
                        session.end(new SessionEnd(SessionEnd.Cause.ENDPOINT_CLOSED, "the endpoint is being closed")));
        channels.close().awaitUninterruptibly();
        names.close();
        disk.close();
        loops.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** The value of an option on each open connection. */
    <T> List<@Nullable T> options(ChannelOption<T> option) {
        return channels.stream()
                .map(channel -> channel.config().getOption(option))
                .toList();
    }

    MsrpConfiguration configuration() {
        return configuration;
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    /** Runs what may block: reads of files. */
    Executor disk() {
        return disk;
    }

    Names names() {
        return names;
    }

    Connections connections() {
        return connections;
    }

    EventLoop nextLoop() {
        return loops.next();
    }

    ConnectionCore newCore(ConnectionPort port, long now) {
        return new ConnectionCore(
                port, configuration.limits(), configuration.timeouts(), new RandomIds(random), counters, now);
    }

    SessionCore newSession(String id, UriPath path, SessionTerms terms, SessionEvents events) {
        return new SessionCore(id, path, terms, events, configuration.limits(), counters);
    }

    @Nullable
    SessionHandle session(String id) {
        return sessions.get(id);
    }

    void forget(SessionHandle session) {
        sessions.remove(session.id(), session);
    }
}
