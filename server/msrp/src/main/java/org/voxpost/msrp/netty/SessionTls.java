package org.voxpost.msrp.netty;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.msrp.tls.LiveContext;
import org.voxpost.msrp.tls.Ticket;
import org.voxpost.msrp.tls.TlsIdentity;
import org.voxpost.sdp.Fingerprint;

/** What TLS means for one session. Belongs to the session's lane; descriptions are asked for from any thread, one at a time. */
final class SessionTls {

    private final LiveContext context;
    private final Ticket first;
    private volatile @Nullable Ticket again;
    private volatile @Nullable TlsIdentity standing;

    SessionTls(Ticket ticket) {
        this.context = ticket.context();
        this.first = ticket;
    }

    /** @param host of the peer's path */
    TlsRoute route(PeerIdentity peer, String host) {
        return new TlsRoute(context, context.identity(), peer, host);
    }

    Optional<String> refusal(NettyConnection by, PeerIdentity expected) {
        SecureLink link = by.link();
        return link == null
                ? Optional.of("it came without TLS to a session that has it")
                : link.refusal(context, expected);
    }

    /**
     * For {@code a=fingerprint} of a description in mid-call. The certificate may have been replaced since the one before.
     *
     * @param leaving whether the session leaves its connection for certain: then nothing is said of what that has shown
     */
    List<Fingerprint> fingerprintsAgain(boolean leaving) {
        Ticket before = again;
        if (leaving) {
            standing = null;
        }
        Ticket fresh = context.ticket(standing);
        again = fresh;
        if (before != null) {
            before.close();
        }
        return fresh.fingerprints();
    }

    /** The session has this connection, and what its descriptions said of others is of no more use. */
    void settled(@Nullable NettyConnection on) {
        SecureLink link = on == null ? null : on.link();
        if (link != null) {
            standing = link.identity();
        }
        close();
    }

    /** The session needs no connection any more. */
    void close() {
        first.close();
        Ticket last = again;
        if (last != null) {
            last.close();
        }
    }
}
