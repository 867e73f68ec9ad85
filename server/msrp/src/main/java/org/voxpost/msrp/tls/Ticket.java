package org.voxpost.msrp.tls;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.voxpost.sdp.Fingerprint;

/**
 * What one session description says of our certificate. As long as a ticket is open its certificate is the one that handshakes
 * show. Any thread.
 */
public final class Ticket {

    private final LiveContext context;
    private final List<Fingerprint> fingerprints;
    private final boolean counted;
    private final AtomicBoolean closed = new AtomicBoolean();

    Ticket(LiveContext context, List<Fingerprint> fingerprints, boolean counted) {
        this.context = context;
        this.fingerprints = fingerprints;
        this.counted = counted;
    }

    public LiveContext context() {
        return context;
    }

    /** For {@code a=fingerprint}; empty where an authority vouches for our certificate. */
    public List<Fingerprint> fingerprints() {
        return fingerprints;
    }

    /** Says that the session has its connection, or needs none any more. */
    public void close() {
        if (closed.compareAndSet(false, true) && counted) {
            context.closed(fingerprints);
        }
    }
}
