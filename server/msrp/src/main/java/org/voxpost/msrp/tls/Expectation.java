package org.voxpost.msrp.tls;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.session.PeerIdentity;

/** Whom one handshake of ours should meet, and why it did not. */
public final class Expectation {

    private final PeerIdentity peer;
    private volatile @Nullable String refusal;

    public Expectation(PeerIdentity peer) {
        this.peer = peer;
    }

    public PeerIdentity peer() {
        return peer;
    }

    void refuse(String why) {
        refusal = why;
    }

    /** Why the peer was not taken; empty when the handshake failed for another reason, or not at all. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }
}
