package org.voxpost.msrp.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.tls.Ticket;

/** What TLS means for one session. Belongs to the session's lane. */
final class SessionTls {

    /** Connections that may wait for the answer to our offer; a peer needs one. */
    private static final int MOST_EARLY = 4;

    private final Ticket ticket;
    private final List<NettyConnection> early = new ArrayList<>(1);

    SessionTls(Ticket ticket) {
        this.ticket = ticket;
    }

    /** @param host of the peer's path */
    TlsRoute route(PeerIdentity peer, String host) {
        return new TlsRoute(ticket.context(), ticket.context().identity(), peer, host);
    }

    /**
     * Keeps a connection whose peer was faster than the answer that says who it is (RFC 8122 §6.2): what it has sent stays
     * unread. False when too many wait.
     */
    boolean keep(NettyConnection connection) {
        return early.size() < MOST_EARLY && early.add(connection);
    }

    List<NettyConnection> takeEarly() {
        List<NettyConnection> kept = List.copyOf(early);
        early.clear();
        return kept;
    }

    Optional<String> refusal(NettyConnection by, PeerIdentity expected) {
        SecureLink link = by.link();
        return link == null
                ? Optional.of("it came without TLS to a session that has it")
                : link.refusal(ticket.context(), expected);
    }

    /** The session has its connection, or needs none any more. */
    void settled() {
        ticket.close();
    }
}
