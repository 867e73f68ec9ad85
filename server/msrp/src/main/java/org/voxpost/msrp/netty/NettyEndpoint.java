package org.voxpost.msrp.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.MsrpStatistics;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayAccount;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.TlsContext;
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

/** The endpoint over Netty: event loops, sessions by id, and what makes them. */
public final class NettyEndpoint implements MsrpEndpoint {

    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private final MsrpConfiguration configuration;
    private final MultiThreadIoEventLoopGroup loops;
    private final ExecutorService disk = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("msrp-disk-", 0).factory());
    private final ByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
    private final SecureRandom random = new SecureRandom();
    private final Counters counters = new Counters();
    private final ConcurrentMap<String, SessionHandle> sessions = new ConcurrentHashMap<>();
    private final Strangers strangers;
    private final Connections connections;
    private final Names names;
    private final RelayEntries relays;
    private final TlsContexts tls;
    private final Sockets sockets;

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
        this.sockets = new Sockets(this, loops);
        this.connections = new Connections(this, sockets.client());
        this.names = new Names(loops.next(), configuration);
        this.relays = new RelayEntries(this, random);
        try {
            sockets.listen(tls.all());
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
        boolean secure = MsrpUri.parse(account.chain().getFirst().relay()).secure();
        int advertised = configuration.advertisedPort();
        return MsrpUri.of(secure, configuration.advertisedHost(), advertised == 0 ? port() : advertised, id);
    }

    /** @throws IllegalArgumentException when the relay is one of TLS and the endpoint lacks the context, or the other way round */
    Route route(RelayAccount outermost, PeerPolicy policy) {
        RelayAccount account = outermost.chain().getFirst();
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

    /** @throws IllegalArgumentException when the policy asks for what the context cannot check, or for a context that is not there */
    private Ticket ticket(SessionTerms terms) {
        MediaSecurity security = terms.policy().security();
        LiveContext context = context(security.context());
        if (security.requireFingerprint()
                && context.configured().clientCertificates() == TlsContext.ClientCertificates.NONE) {
            throw new IllegalArgumentException("the policy requires fingerprints, and TLS context " + security.context()
                    + " asks for no certificate of clients");
        }
        return context.ticket();
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
        int port = advertised == 0 ? sockets.listening(secure).getPort() : advertised;
        return MsrpUri.of(secure != null, configuration.advertisedHost(), port, id);
    }

    @Override
    public int port() {
        return sockets.listening(null).getPort();
    }

    @Override
    public int tlsPort(String context) {
        return sockets.listening(context(context)).getPort();
    }

    @Override
    public MsrpStatistics statistics() {
        return new MsrpStatistics(
                sockets.open(),
                sessions.size(),
                (int) sessions.values().stream().filter(SessionHandle::bound).count(),
                sockets.accepted.sum(),
                sockets.connected.sum(),
                sockets.refused.sum(),
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
        sockets.stopListening();
        relays.close();
        sessions.values()
                .forEach(session ->
                        session.end(new SessionEnd(SessionEnd.Cause.ENDPOINT_CLOSED, "the endpoint is being closed")));
        sockets.closeAll();
        names.close();
        disk.close();
        loops.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
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

    Sockets sockets() {
        return sockets;
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
