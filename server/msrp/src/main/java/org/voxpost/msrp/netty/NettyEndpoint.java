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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.MsrpStatistics;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.session.ConnectionCore;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.Counters;
import org.voxpost.msrp.session.LocalDescription;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.session.SessionCore;
import org.voxpost.msrp.session.Strangers;
import org.voxpost.msrp.tls.LiveContext;
import org.voxpost.msrp.tls.Ticket;
import org.voxpost.msrp.tls.TlsContexts;
import org.voxpost.msrp.wire.Deviation;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.RandomIds;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.Fingerprint;
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
    private final Strangers strangers;
    private final Connections connections;
    private final Names names;
    private final RelayEntries relays;
    private final TlsContexts tls;
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Channel listener;
    private final Map<LiveContext, Channel> tlsListeners = new LinkedHashMap<>();

    private NettyEndpoint(MsrpConfiguration configuration) throws IOException {
        this.configuration = configuration;
        this.tls = TlsContexts.load(configuration.tls(), configuration.advertisedHost());
        this.strangers = new Strangers(configuration.limits().strangers());
        this.loops = new MultiThreadIoEventLoopGroup(
                configuration.eventLoopThreads() == 0
                        ? Runtime.getRuntime().availableProcessors()
                        : configuration.eventLoopThreads(),
                new DefaultThreadFactory("msrp-loop", true),
                NioIoHandler.newFactory());
        this.connections = new Connections(this, clientBootstrap());
        this.names = new Names(loops.next(), configuration);
        this.relays = new RelayEntries(this, random);
        try {
            this.listener = bind(configuration.bind().getPort(), null);
            for (LiveContext context : tls.all()) {
                tlsListeners.put(context, bind(context.configured().port(), context));
            }
        } catch (IOException e) {
            names.close();
            disk.close();
            loops.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
            throw e;
        }
        lookForCertificates();
    }

    /** Looks whether certificate files have changed, and again some time later. */
    private void lookForCertificates() {
        if (configuration.tls().contexts().isEmpty() || loops.isShuttingDown()) {
            return;
        }
        var _ = loops.next()
                .schedule(
                        () -> disk.execute(() -> {
                            counters.tlsReloads.add(tls.refresh(System.nanoTime()));
                            lookForCertificates();
                        }),
                        configuration.tls().reload().toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    public static MsrpEndpoint open(MsrpConfiguration configuration) throws IOException {
        return new NettyEndpoint(configuration);
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
                .childOption(ChannelOption.ALLOCATOR, allocator)
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

    private void accepted(SocketChannel channel, @Nullable LiveContext context) {
        MsrpLimits limits = configuration.limits();
        InetSocketAddress far = channel.remoteAddress();
        InetAddress source = far == null ? null : far.getAddress();
        if (channels.size() >= limits.connections()
                || source == null
                || !configuration.network().allowedSources().test(source)
                || !strangers.admit(source.getHostAddress(), System.nanoTime())) {
            refused.increment();
            var _ = channel.close();
            return;
        }
        if (context != null
                && handshakes.incrementAndGet() > configuration.tls().handshakes()) {
            handshakes.decrementAndGet();
            counters.tlsTurnedAway.increment();
            strangers.leave();
            var _ = channel.close();
            return;
        }
        accepted.increment();
        NettyConnection connection = NettyConnection.from(channel.eventLoop(), this);
        connection.stranger();
        channel.closeFuture().addListener(_ -> connection.known());
        if (context != null) {
            SecureLink link = SecureLink.accepting(context, disk);
            connection.secure(link);
            link.install(channel).addListener(_ -> handshakes.decrementAndGet());
        }
        stack(channel, connection);
    }

    /** Puts a connection that we made on its channel, which is about to become active. */
    void connected(Channel channel, NettyConnection connection, Route route) {
        connected.increment();
        TlsRoute secure = route.tls();
        if (secure != null) {
            SecureLink link = SecureLink.connecting(secure, route.port(), disk);
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

    @Override
    public MsrpSession offer(SessionTerms wanted, SessionEvents events) {
        requireNoRelay(wanted);
        SessionTerms terms = reached(wanted);
        String id = RandomIds.session(random);
        Ticket ticket = terms.policy().security().transport() == MediaSecurity.Transport.TLS ? ticket(terms) : null;
        MsrpUri uri = uri(id, ticket);
        MediaDescription offer = LocalDescription.offer(UriPath.of(uri), terms, shown(ticket));
        return register(new SessionHandle(this, id, terms, events, uri, offer, null, ticket, nextLoop()));
    }

    @Override
    public MsrpSession answer(MediaDescription offer, SessionTerms wanted, SessionEvents events)
            throws NegotiationRefused {
        requireNoRelay(wanted);
        SessionTerms terms = reached(wanted);
        Setup setup = LocalDescription.setupFor(offer, terms.policy());
        Negotiation negotiated = Negotiation.ofOffer(offer, setup, terms);
        if (offer.isSecureMessage() && tls.named(terms.policy().security().context()) == null) {
            throw new NegotiationRefused(NegotiationRefused.Reason.TRANSPORT, "there is no TLS here");
        }
        Ticket ticket = offer.isSecureMessage() ? ticket(terms) : null;
        String id = RandomIds.session(random);
        MsrpUri uri = uri(id, ticket);
        MediaDescription answer =
                LocalDescription.answer(UriPath.of(uri), terms, setup, shown(ticket), negotiated.cema());
        notes(offer, negotiated, terms.policy());
        return register(new SessionHandle(this, id, terms, events, uri, answer, negotiated, ticket, nextLoop()));
    }

    @Override
    public CompletionStage<MsrpSession> offerAsync(SessionTerms terms, SessionEvents events) {
        Optional<RelayAccount> account = terms.policy().relay().account();
        if (account.isEmpty()) {
            return CompletableFuture.completedStage(offer(terms, events));
        }
        String id = RandomIds.session(random);
        MsrpUri uri = behind(account.get(), id);
        return relays.enter(account.get(), terms.policy(), uri, (usePath, entry, over) -> {
            MediaDescription offer = LocalDescription.offer(usePath.reversedTo(uri), terms, List.of());
            SessionHandle session = new SessionHandle(this, id, terms, events, uri, offer, null, null, over.loop());
            session.through(entry, usePath, over);
            return register(session);
        });
    }

    @Override
    public CompletionStage<MsrpSession> answerAsync(MediaDescription offer, SessionTerms terms, SessionEvents events) {
        Optional<RelayAccount> account = terms.policy().relay().account();
        try {
            if (account.isEmpty()) {
                return CompletableFuture.completedStage(answer(offer, terms, events));
            }
            Setup setup = LocalDescription.setupFor(offer, terms.policy());
            Negotiation negotiated = Negotiation.ofOffer(offer, setup, terms);
            String id = RandomIds.session(random);
            MsrpUri uri = behind(account.get(), id);
            return relays.enter(account.get(), terms.policy(), uri, (usePath, entry, over) -> {
                MediaDescription answer =
                        LocalDescription.answer(usePath.reversedTo(uri), terms, setup, List.of(), negotiated.cema());
                SessionHandle session =
                        new SessionHandle(this, id, terms, events, uri, answer, negotiated, null, over.loop());
                session.through(entry, usePath, over);
                return register(session);
            });
        } catch (NegotiationRefused e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static void requireNoRelay(SessionTerms terms) {
        if (terms.policy().relay().account().isPresent()) {
            throw new IllegalArgumentException("a session through a relay is made by offerAsync or answerAsync");
        }
    }

    /** Our URI behind a relay, to which nobody but the relay ever sends, and over the connection that it knows. */
    private MsrpUri behind(RelayAccount account, String id) {
        boolean secure = MsrpUri.parse(account.relay()).secure();
        int advertised = configuration.advertisedPort();
        return MsrpUri.of(secure, configuration.advertisedHost(), advertised == 0 ? port() : advertised, id);
    }

    /** @throws IllegalArgumentException when the relay is one of TLS and the endpoint lacks the context, or the other way round */
    Route route(RelayAccount account, PeerPolicy policy) {
        MsrpUri relay = MsrpUri.parse(account.relay());
        if (!relay.secure()) {
            if (policy.security().transport() == MediaSecurity.Transport.TLS) {
                throw new IllegalArgumentException("the policy wants TLS, and the relay is plain");
            }
            return Route.to(account, policy, null);
        }
        LiveContext context = context(policy.security().context());
        PeerIdentity peer = new PeerIdentity.Host(relay.host());
        return Route.to(account, policy, new TlsRoute(context, context.identity(), peer, relay.host()));
    }

    private Ticket ticket(SessionTerms terms) {
        return context(terms.policy().security().context()).ticket();
    }

    private LiveContext context(String name) {
        LiveContext context = tls.named(name);
        if (context == null) {
            throw new IllegalArgumentException("the endpoint has no TLS context " + name);
        }
        return context;
    }

    private static List<Fingerprint> shown(@Nullable Ticket ticket) {
        return ticket == null ? List.of() : ticket.fingerprints();
    }

    private SessionTerms reached(SessionTerms terms) {
        return configuration.network().reachable()
                ? terms
                : terms.withPolicy(terms.policy().unreachable());
    }

    /** Counts what a description does against the RFC and is let pass. */
    void notes(MediaDescription theirs, Negotiation negotiated, PeerPolicy policy) {
        if (policy.address().target() == AddressPolicy.Target.PATH && Negotiation.elsewhere(theirs, negotiated)) {
            counters.deviation(Deviation.CONNECTION_LINE_ELSEWHERE);
        }
    }

    @Override
    public CompletionStage<MediaDescription> located(MediaDescription theirs) {
        return new Locating(names, theirs).located();
    }

    private SessionHandle register(SessionHandle session) {
        sessions.put(session.id(), session);
        return session;
    }

    private MsrpUri uri(String id, @Nullable Ticket ticket) {
        LiveContext secure = ticket == null ? null : ticket.context();
        int advertised = secure == null
                ? configuration.advertisedPort()
                : secure.configured().advertisedPort();
        int port = advertised == 0 ? listening(listener(secure)).getPort() : advertised;
        return MsrpUri.of(secure != null, configuration.advertisedHost(), port, id);
    }

    @Override
    public int port() {
        return listening(listener).getPort();
    }

    @Override
    public int tlsPort(String context) {
        return listening(listener(context(context))).getPort();
    }

    /** The listener of sessions of this context; null for plain TCP. */
    private Channel listener(@Nullable LiveContext context) {
        Channel secure = context == null ? null : tlsListeners.get(context);
        return secure == null ? listener : secure;
    }

    private Channel listener(@Nullable TlsRoute tls) {
        return listener(tls == null ? null : tls.context());
    }

    private static InetSocketAddress listening(Channel listener) {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Where the listener is that sessions of such a connection show. */
    InetSocketAddress listening(@Nullable TlsRoute tls) {
        return listening(listener(tls));
    }

    /**
     * Lets connections of ours start at the port of the listener. The option comes after the bind, which so fails all the same
     * where another process has the port.
     */
    void shareListeningPort(@Nullable TlsRoute tls) {
        listener(tls).config().setOption(NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT), true);
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
                counters.tls(),
                counters.unknownSessions.sum(),
                counters.repeatedRequests.sum(),
                counters.repeatedOctets.sum(),
                counters.deviations());
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        relays.close();
        tlsListeners.values().forEach(listening -> listening.close().awaitUninterruptibly());
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

    Counters counters() {
        return counters;
    }

    Strangers strangers() {
        return strangers;
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
        return new SessionCore(
                id,
                path,
                terms,
                events,
                configuration.limits(),
                configuration.timeouts().flow(),
                counters);
    }

    @Nullable
    SessionHandle session(String id) {
        return sessions.get(id);
    }

    void forget(SessionHandle session) {
        sessions.remove(session.id(), session);
    }
}
