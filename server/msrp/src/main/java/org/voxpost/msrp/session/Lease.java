package org.voxpost.msrp.session;

import org.voxpost.msrp.RelayRefused;
import org.voxpost.msrp.relay.RelayChain;
import org.voxpost.msrp.wire.UriPath;

/** What a session has of the relay at the end of its connection, or asks it for (RFC 4976 §5.1). */
public final class Lease {

    final RelayChain authorization;
    final Events events;

    /** Kept by {@link RelayDesk}, as is the rest. */
    final long number;

    long due = Long.MAX_VALUE;
    long validUntil = Long.MIN_VALUE;
    int asked;
    boolean asking;
    boolean over;

    Lease(RelayChain authorization, Events events, long number) {
        this.authorization = authorization;
        this.events = events;
        this.number = number;
    }

    /** Told on the lane of the connection. */
    public interface Events {

        /** The relay gave these URIs, or renewed them; may come again with others. */
        void granted(UriPath usePath, long now);

        /** The relay gives or renews nothing, or is gone. The lease is over. */
        void refused(RelayRefused why, long now);
    }
}
