package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.voxpost.msrp.PoolPolicy;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionEvents;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.session.ConnectionCore;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.session.Resolution;
import org.voxpost.msrp.session.SessionCore;
import org.voxpost.msrp.tls.Ticket;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.MsrpUri;
import org.voxpost.msrp.wire.UriPath;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.MsrpPath;

/** A session in the hands of the application. Its lane is first any event loop, then that of its connection. */
final class SessionHandle implements MsrpSession, SessionEvents, Passenger {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandle.class);

    private final NettyEndpoint endpoint;
    private final String id;
    private final MsrpUri own;
    private final SessionTerms terms;
    private final SessionEvents events;
    private final UriPath path;
    private final AtomicLong messages = new AtomicLong();
    private final boolean offering;
    private final @Nullable SessionTls tls;

    private final SessionLane lane;
    private volatile MediaDescription local;
    private volatile boolean established;
    private @Nullable NettyConnection connection;
    private @Nullable Negotiation negotiated;
    private @Nullable RelayEntry relay;
    private @Nullable UriPath usePath;
    private @Nullable ScheduledFuture<?> establishTimer;
    private final Set<SentMessage> unheard = new LinkedHashSet<>(2);
    private SessionCore core;
    private boolean begun;
    private boolean silent;
    private boolean joined;
    private boolean moved;

    SessionHandle(
            NettyEndpoint endpoint,
            String id,
            SessionTerms terms,
            SessionEvents events,
            MsrpUri uri,
            MediaDescription local,
            @Nullable Negotiation negotiated,
            @Nullable Ticket ticket,
            EventLoop loop) {
        this.endpoint = endpoint;
        this.id = id;
        this.own = uri;
        this.terms = terms;
        this.events = events;
        this.local = local;
        this.lane = new SessionLane(loop, this::settle);
        this.offering = negotiated == null;
        this.negotiated = negotiated;
        this.tls = ticket == null ? null : new SessionTls(ticket);
        this.path = UriPath.of(uri);
        this.core = endpoint.newSession(id, path, terms, this);
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
        UriPath back = relays.reversedTo(own);
        local = local.replacing(
                new MsrpPath(back.uris().stream().map(MsrpUri::toString).toList()).attribute());
        LOG.info("The relay gave session {} another path", id);
        events.redescribed();
    }

    SessionCore core() {
        return core;
    }

    boolean bound() {
        return established;
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
            Negotiation result = Negotiation.ofAnswer(local, answer, terms);
            execute(_ -> begin(result));
        } catch (NegotiationRefused e) {
            execute(now -> {
                silent = true;
                core.end(new SessionEnd(SessionEnd.Cause.LOCAL, "the answer was refused"), now);
            });
            throw e;
        }
    }

    @Override
    public void start() {
        if (!offering) {
            execute(_ -> {
                Negotiation result = negotiated;
                if (result != null) {
                    begin(result);
                }
            });
        }
    }

    private void begin(Negotiation result) {
        if (core.over() || begun) {
            return;
        }
        negotiated = result;
        UriPath relays = usePath;
        core.remotePath(relays == null ? result.remotePath() : relays.then(result.remotePath()));
        if (tls != null) {
            tls.takeEarly().stream().filter(NettyConnection::usable).forEach(this::bind);
        }
        if (core.over()) {
            return;
        }
        if (connection != null && connection.madeByPeer()) {
            name(connection);
        }
        if (core.established()) {
            return;
        }
        begun = true;
        establishTimer = lane.loop()
                .schedule(
                        () -> execute(this::notEstablished),
                        endpoint.configuration().timeouts().establish().toNanos(),
                        TimeUnit.NANOSECONDS);
        NettyConnection standing = connection;
        if (!result.weConnect()) {
            return;
        }
        if (standing == null) {
            connect(route(result));
        } else if (relay != null) {
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
            if (!core.over() && !to.take(this, now)) {
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
        execute(_ -> {
            if (tls == null || negotiated != null || core.over()) {
                bind(by);
            } else if (!tls.keep(by)) {
                by.execute(then -> by.resolved(Resolution.UNKNOWN, then));
            }
        });
    }

    private void bind(NettyConnection by) {
        if (core.over()) {
            by.execute(then -> by.resolved(Resolution.UNKNOWN, then));
        } else if (connection == by) {
            by.execute(then -> by.resolved(Resolution.ATTACHED, then));
        } else if (connection != null) {
            by.execute(then -> by.resolved(Resolution.BOUND_ELSEWHERE, then));
        } else {
            refusal(by).ifPresentOrElse(why -> refuse(by, why), () -> take(by));
        }
    }

    private void take(NettyConnection by) {
        by.reserve();
        connection = by;
        lane.moveTo(by.loop());
        by.execute(then -> {
            by.mark(terms.policy().address().dscp());
            name(by);
            by.adopt(this, then);
        });
    }

    private Optional<String> refusal(NettyConnection by) {
        PeerIdentity peer = negotiated == null ? null : negotiated.peer();
        return tls == null || peer == null ? Optional.empty() : tls.refusal(by, peer);
    }

    /** Somebody else than the peer knows the session's secret, or the peer is not itself: the session is over (RFC 4975 §14.4). */
    private void refuse(NettyConnection by, String why) {
        LOG.warn("MSRP session {} is ended, for who connected is not its peer: {}", id, why);
        endpoint.counters().identityMismatches.increment();
        by.execute(by::unmasked);
        core.end(
                new SessionEnd(SessionEnd.Cause.WRONG_IDENTITY, "who connected is not the peer: " + why),
                System.nanoTime());
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
            if (!established) {
                unheard.add(sent);
            }
            sent.begin();
        });
        return sent;
    }

    /**
     * Whether this session survives the loss of its connection: once, when it joined one that others had used and heard nothing on it.
     * The peer has closed it behind its own last session then, before it knew of this one (RFC 4975 §5.4).
     */
    boolean mayMove() {
        return joined && !established && !moved;
    }

    void finished(SentMessage message) {
        unheard.remove(message);
    }

    private void move(Negotiation to) {
        LOG.debug("MSRP session {} connects anew: its connection was lost before anything was heard on it", id);
        moved = true;
        if (connection != null) {
            connection.release();
            connection = null;
        }
        core = endpoint.newSession(id, path, terms, this);
        core.remotePath(to.remotePath());
        unheard.forEach(SentMessage::begin);
        execute(_ -> {
            if (!core.over()) {
                connect(route(to));
            }
        });
    }

    @Override
    public void end() {
        end(new SessionEnd(SessionEnd.Cause.LOCAL, "ended by the application"));
    }

    void end(SessionEnd end) {
        execute(now -> core.end(end, now));
    }

    /** Runs a step on the lane; without effect when the endpoint is closed. */
    void execute(ConnectionPort.Step step) {
        try {
            lane.execute(step);
        } catch (RejectedExecutionException e) {
            LOG.debug("MSRP session {} is asked for something after its endpoint was closed", id);
        }
    }

    private void settle() {
        if (connection != null && connection.loop().inEventLoop()) {
            connection.settleSoon();
        }
    }

    @Override
    public void established() {
        established = true;
        settleTls();
        unheard.clear();
        cancelTimer();
        events.established();
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
        if (end.cause() == SessionEnd.Cause.CONNECTION_LOST && known != null && mayMove()) {
            move(known);
            return;
        }
        List.copyOf(unheard).forEach(SentMessage::tellLoss);
        cancelTimer();
        settleTls();
        endpoint.forget(this);
        if (relay != null) {
            relay.release();
        }
        if (connection != null) {
            connection.release();
        }
        if (!silent) {
            events.ended(end);
        }
    }

    private void settleTls() {
        if (tls != null) {
            tls.settled();
            tls.takeEarly().forEach(by -> by.execute(then -> by.resolved(Resolution.UNKNOWN, then)));
        }
    }

    private void cancelTimer() {
        if (establishTimer != null) {
            establishTimer.cancel(false);
            establishTimer = null;
        }
    }
}
