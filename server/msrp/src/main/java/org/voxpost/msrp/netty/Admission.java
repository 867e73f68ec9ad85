package org.voxpost.msrp.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.session.Negotiation;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.session.Resolution;

/** Who may have a session, of those whose first request names it (RFC 4975 §5.4, §14.4). On the lane of the session. */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** Connections that may wait for the answer to our offer; a peer needs one. */
    private static final int MOST_EARLY = 4;

    private final Bearer session;
    private final NettyEndpoint endpoint;
    private final AddressPolicy.Inbound inbound;
    private final @Nullable SessionTls tls;
    private List<NettyConnection> early = List.of();
    private @Nullable NettyConnection left;

    Admission(Bearer session, NettyEndpoint endpoint, AddressPolicy.Inbound inbound, @Nullable SessionTls tls) {
        this.session = session;
        this.endpoint = endpoint;
        this.inbound = inbound;
        this.tls = tls;
    }

    /**
     * Takes the claim of a connection. A peer that is faster than the answer that says who and where it is waits for that
     * (RFC 8122 §6.2); what it has sent stays unread.
     */
    void claimed(NettyConnection by) {
        boolean checked = tls != null || inbound == AddressPolicy.Inbound.DESCRIBED;
        if (!checked || session.agreed() != null || settled(by)) {
            check(by);
        } else if (early.size() < MOST_EARLY) {
            early = early.isEmpty() ? new ArrayList<>(1) : early;
            early.add(by);
        } else {
            turnAway(by);
        }
    }

    /** It is known now who the peer is. */
    void known() {
        takeEarly().forEach(this::check);
    }

    /** Says which connection the session has left for good; null when it may come back to where it was. */
    void left(@Nullable NettyConnection old) {
        left = old;
    }

    /** The session is over. */
    void close() {
        takeEarly().forEach(Admission::turnAway);
    }

    /** Lets a connection have the session if it comes from where its policy says that it may. */
    private void check(NettyConnection by) {
        Negotiation known = session.agreed();
        if (known == null || settled(by) || inbound == AddressPolicy.Inbound.ANY) {
            bind(by);
            return;
        }
        var _ = endpoint.names()
                .isOneOf(known.hosts(), by.address())
                .thenAccept(described -> session.execute(_ -> {
                    if (described || settled(by)) {
                        bind(by);
                    } else {
                        LOG.info(
                                "A connection from {} names session {} of a peer that is elsewhere",
                                by.address(),
                                session.id());
                        turnAway(by);
                    }
                }));
    }

    private boolean settled(NettyConnection by) {
        return session.core().over() || session.connection() != null || by == left;
    }

    private void bind(NettyConnection by) {
        NettyConnection standing = session.connection();
        if (session.core().over() || by == left) {
            turnAway(by);
        } else if (standing == by) {
            by.execute(then -> by.resolved(Resolution.ATTACHED, then));
        } else if (standing != null) {
            if (refusal(by).isPresent() || !session.takeAside(by, standing)) {
                by.execute(then -> by.resolved(Resolution.BOUND_ELSEWHERE, then));
            }
        } else {
            refusal(by).ifPresentOrElse(why -> refuse(by, why), () -> session.take(by));
        }
    }

    private Optional<String> refusal(NettyConnection by) {
        Negotiation known = session.agreed();
        PeerIdentity peer = known == null ? null : known.peer();
        return tls == null || peer == null ? Optional.empty() : tls.refusal(by, peer);
    }

    /** Somebody else than the peer knows the session's secret, or the peer is not itself: the session is over. */
    private void refuse(NettyConnection by, String why) {
        LOG.warn("MSRP session {} is ended, for who connected is not its peer: {}", session.id(), why);
        endpoint.counters().identityMismatches.increment();
        by.execute(by::unmasked);
        session.core()
                .end(
                        new SessionEnd(SessionEnd.Cause.WRONG_IDENTITY, "who connected is not the peer: " + why),
                        System.nanoTime());
    }

    private static void turnAway(NettyConnection by) {
        by.execute(then -> by.resolved(Resolution.UNKNOWN, then));
    }

    private List<NettyConnection> takeEarly() {
        List<NettyConnection> kept = early;
        early = List.of();
        return kept;
    }
}
