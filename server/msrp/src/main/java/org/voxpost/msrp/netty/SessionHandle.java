package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.IncomingMessage;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpSession;
import org.voxpost.msrp.NegotiationRefused;
import org.voxpost.msrp.OutgoingMessage;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.PoolPolicy;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.session.ConnectionCore;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.LocalDescription;
import org.voxpost.msrp.session.Moving;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.session.SessionCore;
import org.voxpost.msrp.session.Target;
import org.voxpost.msrp.tls.Ticket;
import org.voxpost.msrp.wire.Deviation;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;

/** A session in the hands of the application. Its lane is first any event loop, then that of its connection. */
final class SessionHandle implements MsrpSession, SessionEvents, Passenger {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandle.class);

    private final NettyEndpoint endpoint;
    private final String id;
    private final SessionTerms terms;
    private final SessionEvents events;
    private final MsrpUri uri;
    private final AtomicLong messages = new AtomicLong();
    private final boolean offering;
    private final @Nullable SessionTls tls;
    private final Admission admission;
    private final SessionLane lane;
    private final Asides asides = new Asides(this);

    private volatile MediaDescription local;
    private volatile @Nullable Negotiation agreed;
    private volatile boolean bound;
    private volatile boolean over;

    private SessionCore core;
    private volatile @Nullable NettyConnection connection;
    private @Nullable Negotiation negotiated;
    private @Nullable RelayEntry relay;
    private volatile @Nullable UriPath usePath;
    private @Nullable ScheduledFuture<?> establishTimer;
    private @Nullable Set<SentMessage> unheard;
    private boolean joined;
    private boolean rejoined;
    private boolean told;
    private boolean silent;

    SessionHandle(
            NettyEndpoint endpoint,
            String id,
            SessionTerms terms,
            SessionEvents events,
            MsrpUri uri,
            MediaDescription local,
            @Nullable Negotiation agreed,
            @Nullable Ticket ticket,
            EventLoop loop) {
        this.endpoint = endpoint;
        this.id = id;
        this.terms = terms;
        this.events = events;
        this.uri = uri;
        this.local = local;
        this.offering = agreed == null;
        this.agreed = agreed;
        this.tls = ticket == null ? null : new SessionTls(ticket);
        this.admission = new Admission(this, endpoint, terms.policy().address().inbound(), tls);
        this.lane = new SessionLane(loop, this::settle, this::broken);
        this.core = endpoint.newSession(id, UriPath.of(uri), terms, this);
    }

    /** Says that the session goes through a relay, over this connection to it. Before anything else, and on its lane. */
    void through(RelayEntry entry, UriPath relays, NettyConnection over) {
        relay = entry;
        usePath = relays;
        connection = over;
        core.listenFirst(true);
    }

    /** Takes another path from the relay; the peer still knows the one before. */
    void rerouted(UriPath relays) {
        UriPath before = usePath;
        if (before == null || before.uris().equals(relays.uris())) {
            return;
        }
        usePath = relays;
        Negotiation known = negotiated;
        if (known != null) {
            core.remotePath(relays.then(known.remotePath()));
        }
        local = LocalDescription.by(ours(), local);
        LOG.info("The relay gave session {} another path", id);
        events.redescribed();
    }

    /** The path by which the peer reaches us. */
    private UriPath ours() {
        UriPath relays = usePath;
        return relays == null ? UriPath.of(uri) : relays.reversedTo(uri);
    }

    /** The path by which we reach the peer. */
    private UriPath theirs(Negotiation known) {
        UriPath relays = usePath;
        return relays == null ? known.remotePath() : relays.then(known.remotePath());
    }

    SessionCore core() {
        return core;
    }

    /** What offer and answer came to; null before. Any thread. */
    @Nullable
    Negotiation agreed() {
        return agreed;
    }

    /** Null when there is none, or none any more. */
    @Nullable
    NettyConnection connection() {
        return connection;
    }

    /** True when the session still wants to go over this connection. */
    @Override
    public boolean awaits(NettyConnection one) {
        return connection == one && !core.over();
    }

    boolean bound() {
        return bound;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public MediaDescription localDescription() {
        return local;
    }

    @Override
    public void answered(MediaDescription answer) throws NegotiationRefused {
        try {
            agree(Negotiation.ofAnswer(local, answer, terms), answer);
        } catch (NegotiationRefused e) {
            if (e.reason() == NegotiationRefused.Reason.WITHOUT_CEMA) {
                local = LocalDescription.withCema(local, false);
            } else if (agreed == null) {
                execute(now -> {
                    silent = true;
                    core.end(new SessionEnd(SessionEnd.Cause.LOCAL, "the answer was refused"), now);
                });
            }
            throw e;
        }
    }

    @Override
    public MediaDescription reoffered(MediaDescription offer) throws NegotiationRefused {
        Negotiation before = agreed;
        if (over || before == null) {
            throw new NegotiationRefused(NegotiationRefused.Reason.OVER, "the session has ended, or has not begun");
        }
        if (offer.isSecureMessage() != local.isSecureMessage()) {
            throw new NegotiationRefused(
                    NegotiationRefused.Reason.TRANSPORT, "a session does not change between TCP and TLS");
        }
        PeerPolicy.AnswerSetup kept =
                before.weConnect() ? PeerPolicy.AnswerSetup.ACTIVE : PeerPolicy.AnswerSetup.PASSIVE;
        Setup setup = LocalDescription.setupFor(offer, terms.policy().withAnswerSetup(kept));
        Negotiation result = Negotiation.ofOffer(offer, setup, terms);
        boolean moves = result.movesFrom(before) && !result.staysOnItsConnection(before);
        if (moves) {
            setup = LocalDescription.setupFor(offer, terms.policy());
            result = Negotiation.ofOffer(offer, setup, terms);
        }
        MediaDescription known =
                moves || !Objects.equals(result.peer(), before.peer()) ? withFingerprints(local, moves) : local;
        MediaDescription answer = LocalDescription.answerAgain(known, ours(), terms.policy(), setup, result.cema());
        local = answer;
        agree(result, offer);
        return answer;
    }

    @Override
    public MediaDescription reoffer() {
        MediaDescription offer = LocalDescription.reoffer(withFingerprints(local, false), ours(), terms.policy());
        local = offer;
        return offer;
    }

    private MediaDescription withFingerprints(MediaDescription ours, boolean leaving) {
        return tls == null ? ours : LocalDescription.withFingerprints(ours, tls.fingerprintsAgain(leaving));
    }

    private void agree(Negotiation result, MediaDescription theirs) {
        endpoint.notes(theirs, result, terms.policy());
        agreed = result;
        execute(now -> {
            Negotiation before = negotiated;
            if (core.over()) {
                return;
            }
            if (before == null) {
                begin(result);
            } else if (result.movesFrom(before) || !suits(result, before)) {
                move(result, now);
            } else {
                negotiated = result;
                if (bound) {
                    settleTls();
                }
            }
        });
    }

    /** Whether the peer, as it is described now, is the one at the other end of the connection (RFC 8122 §6.2). */
    private boolean suits(Negotiation result, Negotiation before) {
        PeerIdentity peer = result.peer();
        if (peer == null || peer.equals(before.peer())) {
            return true;
        }
        SecureLink link = connection == null ? null : connection.link();
        return link != null && link.suits(peer);
    }

    @Override
    public void start() {
        Negotiation result = agreed;
        if (!offering && result != null) {
            execute(_ -> {
                if (!core.over() && negotiated == null) {
                    begin(result);
                }
            });
        }
    }

    private void begin(Negotiation result) {
        negotiated = result;
        core.largest(result.largest());
        core.remotePath(theirs(result));
        admission.known();
        if (core.over()) {
            return;
        }
        if (connection != null && connection.madeByPeer()) {
            name(connection);
        }
        if (!core.established()) {
            establish(result);
        }
    }

    private void establish(Negotiation result) {
        cancelTimer();
        establishTimer = lane.loop()
                .schedule(
                        () -> execute(this::notEstablished),
                        endpoint.configuration().timeouts().establish().toNanos(),
                        TimeUnit.NANOSECONDS);
        NettyConnection standing = connection;
        if (result.weConnect() && standing == null) {
            connect(route(result));
        } else if (result.weConnect() && relay != null && standing != null) {
            standing.execute(now -> speak(standing, now));
        }
    }

    private void notEstablished(long now) {
        if (!core.established()) {
            core.end(
                    new SessionEnd(SessionEnd.Cause.NOT_ESTABLISHED, "no connection, or no request on it, in time"),
                    now);
        }
    }

    /**
     * Leaves the connection for a new one, and takes along what was not delivered. That to our relay stays (RFC 6135 §4.5), and that to
     * the relay of a peer which got another URI of it (RFC 4976 §9.4).
     */
    private void move(Negotiation result, long now) {
        Negotiation before = negotiated;
        if (relay != null || (before != null && result.staysOnItsConnection(before))) {
            negotiated = result;
            core.largest(result.largest());
            core.remotePath(theirs(result));
            return;
        }
        LOG.info("MSRP session {} moves to {}", id, result.target());
        NettyConnection old = connection;
        asides.end(new SessionEnd(SessionEnd.Cause.LOCAL, "the session moves"));
        Moving moving = core.surrender(now);
        if (old != null) {
            old.execute(_ -> {});
        }
        boolean samePlace = before != null
                && Target.of(before.remotePath().first())
                        .equals(Target.of(result.remotePath().first()));
        admission.left(samePlace ? null : old);
        negotiated = result;
        bound = false;
        joined = false;
        for (SendEvents events : moving.undelivered()) {
            if (events instanceof SentMessage message) {
                unheard().add(message);
            }
        }
        renew(result);
        core.inherit(moving, this::execute, now);
        unheard().forEach(SentMessage::begin);
        establish(result);
    }

    /** Connects anew when the peer closed the connection before it can have known of this session (RFC 4975 §5.4). */
    private void rejoin(Negotiation known) {
        LOG.debug("MSRP session {} connects anew: its connection was lost before anything was heard on it", id);
        rejoined = true;
        renew(known);
        unheard().forEach(SentMessage::begin);
        execute(_ -> {
            if (!core.over() && connection == null) {
                connect(route(known));
            }
        });
    }

    /** Goes on without a connection, with what the peer does not have. */
    private void renew(Negotiation known) {
        NettyConnection old = connection;
        if (old != null) {
            old.release();
            connection = null;
        }
        core = endpoint.newSession(id, UriPath.of(uri), terms, this);
        core.largest(known.largest());
        core.remotePath(theirs(known));
    }

    /** Whether this session survives the loss of its connection: once, when it joined one that stood already and heard nothing on it. */
    boolean mayRejoin() {
        return joined && !bound && !rejoined;
    }

    private Route route(Negotiation result) {
        PeerIdentity peer = result.peer();
        TlsRoute secure = tls == null || peer == null
                ? null
                : tls.route(peer, result.remotePath().first().host());
        return Route.to(result.target(), terms.policy(), secure);
    }

    private void connect(Route route) {
        NettyConnection to = endpoint.connections().to(route, terms.policy().pool());
        connection = to;
        lane.moveTo(to.loop());
        to.execute(now -> {
            if (awaits(to) && !to.take(this, now)) {
                connect(route);
            }
        });
    }

    /** Sends the first request over the connection to our relay (RFC 6135 §4.2.3: only the active side does). */
    private void speak(NettyConnection to, long now) {
        if (!core.over()) {
            core.listenFirst(false);
            to.take(this, now);
        }
    }

    @Override
    public void board(ConnectionCore standing, boolean used, long now) {
        if (!core.over()) {
            joined = used && relay == null;
            standing.attach(core, true, now);
        }
    }

    @Override
    public void stranded(SessionEnd why, long now) {
        core.end(why, now);
    }

    /** Takes a REPORT from another connection. Any thread. */
    void report(Frame.Report report) {
        execute(now -> core.report(report, now));
    }

    /** Asks for this session on behalf of a connection whose first request names it. Any thread. */
    void claim(NettyConnection by) {
        execute(_ -> admission.claimed(by));
    }

    /** Goes over the connection that the peer made. */
    void take(NettyConnection by) {
        by.reserve();
        connection = by;
        lane.moveTo(by.loop());
        by.execute(then -> {
            by.mark(terms.policy().address().dscp());
            name(by);
            by.adopt(core, then);
        });
    }

    /** Lets the relay next to us bring messages over another connection than {@code standing}; false when it may not. */
    boolean takeAside(NettyConnection by, NettyConnection standing) {
        Negotiation known = agreed;
        if (known == null || relay != null || known.remotePath().uris().size() < 2 || !asides.admits(by, standing)) {
            return false;
        }
        asides.take(by, () -> {
            SessionCore aside = endpoint.newSession(id, UriPath.of(uri), terms, asides.events(by));
            aside.aside();
            return aside;
        });
        endpoint.counters().deviation(Deviation.SECOND_CONNECTION_OF_A_RELAY);
        return true;
    }

    /** Lets other sessions to this peer use the connection that it made. */
    private void name(NettyConnection theirs) {
        Negotiation known = negotiated;
        PoolPolicy pool = terms.policy().pool();
        if (known != null
                && pool.useTheirs()
                && pool.sharing() == PoolPolicy.Sharing.SHARED
                && known.remotePath().uris().size() == 1) {
            theirs.leadsTo(route(known));
        }
    }

    @Override
    public OutgoingMessage send(MessageContent content, SendEvents sendEvents) {
        String messageId = content.messageId().orElseGet(() -> id.substring(0, 20) + messages.incrementAndGet());
        SentMessage sent = new SentMessage(this, messageId, content, sendEvents);
        execute(_ -> {
            if (!bound) {
                unheard().add(sent);
            }
            sent.begin();
        });
        return sent;
    }

    /** What was given to this session and the peer may not have, in its order. */
    private Set<SentMessage> unheard() {
        if (unheard == null) {
            unheard = new LinkedHashSet<>(2);
        }
        return unheard;
    }

    void finished(SentMessage message) {
        if (unheard != null) {
            unheard.remove(message);
        }
    }

    @Override
    public void end() {
        end(new SessionEnd(SessionEnd.Cause.LOCAL, "ended by the application"));
    }

    @Override
    public void endAfterTail() {
        SessionEnd end = new SessionEnd(SessionEnd.Cause.LOCAL, "ended by the application");
        execute(now -> core.endAfterTail(end, now));
    }

    @Override
    public CompletionStage<Void> quiet() {
        CompletableFuture<Void> quiet = new CompletableFuture<>();
        Runnable here = () -> {
            var _ = asides.quiet().thenRun(() -> quiet.complete(null));
        };
        if (!execute(now -> core.whenQuiet(here, now))) {
            quiet.complete(null);
        }
        return quiet;
    }

    @Override
    public void failed(String messageId, int status, String comment) {
        Verdict.Refused checked = new Verdict.Refused(status, comment);
        execute(now -> {
            core.failed(messageId, checked.status(), checked.comment(), now);
            asides.failed(messageId, checked.status(), checked.comment());
        });
    }

    void end(SessionEnd end) {
        execute(now -> core.end(end, now));
    }

    private void broken(long now) {
        core.end(new SessionEnd(SessionEnd.Cause.BROKEN, "a step of the session failed"), now);
    }

    /** Runs a step on the lane; false, and without effect, when the endpoint is closed. */
    boolean execute(ConnectionPort.Step step) {
        try {
            lane.execute(step);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("MSRP session {} is asked for something after its endpoint was closed", id);
            return false;
        }
    }

    private void settle() {
        if (connection != null && connection.loop().inEventLoop()) {
            connection.settleSoon();
        }
    }

    @Override
    public void established() {
        bound = true;
        settleTls();
        unheard = null;
        cancelTimer();
        if (!told) {
            told = true;
            events.established();
        }
    }

    @Override
    public void redescribed() {
        events.redescribed();
    }

    @Override
    public Reception incoming(IncomingMessage message) {
        return events.incoming(message);
    }

    @Override
    public void ended(SessionEnd end) {
        Negotiation known = negotiated;
        if (end.cause() == SessionEnd.Cause.CONNECTION_LOST && known != null && mayRejoin()) {
            rejoin(known);
            return;
        }
        over = true;
        List.copyOf(unheard()).forEach(SentMessage::tellLoss);
        cancelTimer();
        if (tls != null) {
            tls.close();
        }
        endpoint.forget(this);
        if (relay != null) {
            relay.release();
        }
        if (connection != null) {
            connection.release();
        }
        admission.close();
        asides.end(end);
        if (!silent) {
            events.ended(end);
        }
    }

    private void settleTls() {
        if (tls != null) {
            tls.settled(connection);
        }
    }

    private void cancelTimer() {
        if (establishTimer != null) {
            establishTimer.cancel(false);
            establishTimer = null;
        }
    }
}
