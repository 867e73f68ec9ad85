package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.PoolPolicy;
import org.voxpost.msrp.SendEvents;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.SessionTerms;
import org.voxpost.msrp.session.ConnectionCore;
import org.voxpost.msrp.session.ConnectionPort;
import org.voxpost.msrp.session.Moving;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.session.SessionCore;
import org.voxpost.msrp.session.Target;
import org.voxpost.msrp.wire.UriPath;

/**
 * What carries a session: its core and its connection, how it gets one, and how it changes to another. Belongs to the session's lane,
 * which it moves along.
 */
final class Bearer implements Passenger {

    private static final Logger LOG = LoggerFactory.getLogger(Bearer.class);

    private final NettyEndpoint endpoint;
    private final SessionHandle session;
    private final SessionTerms terms;
    private final UriPath path;
    private final Descriptions said;
    private final @Nullable SessionTls tls;
    private final Unheard unheard;
    private final Admission admission;
    private final Asides asides;
    private final SessionLane lane;
    private final Patience patience = new Patience();

    private volatile @Nullable NettyConnection connection;
    private volatile boolean bound;
    private SessionCore core;
    private @Nullable Negotiation negotiated;
    private @Nullable RelayEntry relay;
    private boolean joined;
    private boolean rejoined;

    /**
     * @param session what its cores tell all to
     * @param path of the session here
     */
    Bearer(
            NettyEndpoint endpoint,
            SessionHandle session,
            SessionTerms terms,
            UriPath path,
            Descriptions said,
            @Nullable SessionTls tls,
            Unheard unheard,
            EventLoop loop) {
        this.endpoint = endpoint;
        this.session = session;
        this.terms = terms;
        this.path = path;
        this.said = said;
        this.tls = tls;
        this.unheard = unheard;
        this.lane = new SessionLane(loop, this::settle, this::broken);
        this.asides = new Asides(session, endpoint, terms, path);
        this.admission = new Admission(this, endpoint, terms.policy().address().inbound(), tls);
        this.core = newCore();
    }

    private SessionCore newCore() {
        return endpoint.newSession(session.id(), path, terms, session);
    }

    /** Says that the session goes through a relay, over this connection to it. Before anything else, and on its lane. */
    void through(RelayEntry entry, NettyConnection over) {
        relay = entry;
        connection = over;
        core.listenFirst(true);
    }

    /** Runs a step on the lane, from any thread; false, and without effect, when the endpoint is closed. */
    boolean execute(ConnectionPort.Step step) {
        try {
            lane.execute(step);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("MSRP session {} is asked for something after its endpoint was closed", session.id());
            return false;
        }
    }

    private void broken(long now) {
        core.end(new SessionEnd(SessionEnd.Cause.BROKEN, "a step of the session failed"), now);
    }

    private void settle() {
        if (connection != null && connection.loop().inEventLoop()) {
            connection.settleSoon();
        }
    }

    String id() {
        return session.id();
    }

    SessionCore core() {
        return core;
    }

    /** What offer and answer came to; null before. Any thread. */
    @Nullable
    Negotiation agreed() {
        return said.agreed();
    }

    /** Null when there is none, or none any more. */
    @Nullable
    NettyConnection connection() {
        return connection;
    }

    /** Whether the peer has been heard on the connection. Any thread. */
    boolean bound() {
        return bound;
    }

    Asides asides() {
        return asides;
    }

    /** Offer and answer have come to this, for the first time or anew. */
    void agreed(Negotiation result, long now) {
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

    /** Our answer has been sent, so the peer knows of the session. */
    void answerSent(Negotiation result) {
        if (!core.over() && negotiated == null) {
            begin(result);
        }
    }

    private void begin(Negotiation result) {
        negotiated = result;
        lead(result);
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

    /** Tells the core where its peer is and what it takes. */
    private void lead(Negotiation known) {
        core.largest(known.largest());
        core.remotePath(said.theirs(known));
    }

    private void establish(Negotiation result) {
        patience.start(
                lane.loop(), endpoint.configuration().timeouts().establish(), () -> execute(this::notEstablished));
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

    /** True when the session still wants to go over this connection. */
    @Override
    public boolean awaits(NettyConnection one) {
        return connection == one && !core.over();
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

    /** A connection asks for the session, which its first request names. */
    void claimed(NettyConnection by) {
        admission.claimed(by);
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

    /** Lets the relay next to us bring messages over another connection than {@code standing}; false when it may not. */
    boolean takeAside(NettyConnection by, NettyConnection standing) {
        Negotiation known = said.agreed();
        return known != null && relay == null && known.remotePath().uris().size() > 1 && asides.take(by, standing);
    }

    /** The peer has been heard. */
    void established() {
        bound = true;
        settleTls();
        unheard.clear();
        patience.stop();
    }

    /** Our relay gave us another path. */
    void rerouted() {
        Negotiation known = negotiated;
        if (known != null) {
            core.remotePath(said.theirs(known));
        }
    }

    /**
     * Leaves the connection for a new one, and takes along what was not delivered. That to our relay stays (RFC 6135 §4.5), and that to
     * the relay of a peer which got another URI of it (RFC 4976 §9.4).
     */
    private void move(Negotiation result, long now) {
        Negotiation before = negotiated;
        negotiated = result;
        if (relay != null || (before != null && result.staysOnItsConnection(before))) {
            lead(result);
            return;
        }
        LOG.info("MSRP session {} moves to {}", session.id(), result.target());
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
        bound = false;
        joined = false;
        for (SendEvents events : moving.undelivered()) {
            if (events instanceof SentMessage message) {
                unheard.add(message);
            }
        }
        renew(result);
        core.inherit(moving, this::execute, now);
        unheard.begin();
        establish(result);
    }

    /** Whether this session survives the loss of its connection: once, when it joined one that stood already and heard nothing on it. */
    boolean mayRejoin() {
        return joined && !bound && !rejoined;
    }

    /**
     * Connects anew when the peer closed the connection before it can have known of this session (RFC 4975 §5.4).
     *
     * @return false when the session is over
     */
    boolean survives(SessionEnd end) {
        Negotiation known = negotiated;
        if (end.cause() != SessionEnd.Cause.CONNECTION_LOST || known == null || !mayRejoin()) {
            return false;
        }
        LOG.debug(
                "MSRP session {} connects anew: its connection was lost before anything was heard on it", session.id());
        rejoined = true;
        renew(known);
        unheard.begin();
        execute(_ -> {
            if (!core.over() && connection == null) {
                connect(route(known));
            }
        });
        return true;
    }

    /** Goes on without a connection, with what the peer does not have. */
    private void renew(Negotiation known) {
        NettyConnection old = connection;
        if (old != null) {
            old.release();
            connection = null;
        }
        core = newCore();
        lead(known);
    }

    /** The session is over, and needs none of this any more. */
    void close(SessionEnd end) {
        patience.stop();
        if (tls != null) {
            tls.close();
        }
        if (relay != null) {
            relay.release();
        }
        if (connection != null) {
            connection.release();
        }
        admission.close();
        asides.end(end);
    }

    private void settleTls() {
        if (tls != null) {
            tls.settled(connection);
        }
    }
}
