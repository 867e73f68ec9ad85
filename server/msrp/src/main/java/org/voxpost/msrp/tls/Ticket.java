package org.voxpost.msrp.tls;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.voxpost.sdp.Fingerprint;

/**
 * What one session description says of our certificate. As long as a ticket is open its certificate is the one that handshakes
 * show. Any thread.
 */
public final class Ticket {

    private final LiveContext context;
    private final List<Fingerprint> fingerprints;
    private final @Nullable TlsIdentity awaited;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param awaited the one certificate that the description knows of; null when it knows of several */
    Ticket(LiveContext context, List<Fingerprint> fingerprints, @Nullable TlsIdentity awaited) {
        this.context = context;
        this.fingerprints = fingerprints;
        this.awaited = awaited;
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
        if (closed.compareAndSet(false, true) && awaited != null) {
            context.closed(awaited);
        }
    }
}
