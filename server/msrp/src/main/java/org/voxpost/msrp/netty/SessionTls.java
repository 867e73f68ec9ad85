package org.voxpost.msrp.netty;

import java.util.Optional;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.tls.Ticket;

/** What TLS means for one session. Belongs to the session's lane. */
final class SessionTls {

    private final Ticket ticket;

    SessionTls(Ticket ticket) {
        this.ticket = ticket;
    }

    /** @param host of the peer's path */
    TlsRoute route(PeerIdentity peer, String host) {
        return new TlsRoute(ticket.context(), ticket.context().identity(), peer, host);
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
