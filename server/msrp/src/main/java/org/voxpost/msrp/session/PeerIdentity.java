package org.voxpost.msrp.session;

import java.util.Set;
import org.voxpost.sdp.Fingerprint;

/** Whom the other end of a TLS connection has to be, as negotiated. */
public sealed interface PeerIdentity {

    /**
     * The holder of a certificate with one of these fingerprints, all of one hash function (RFC 8122 §5.1); nothing else about
     * the certificate matters (RFC 4975 §14.4).
     */
    record Holder(Set<Fingerprint> fingerprints) implements PeerIdentity {
        public Holder {
            fingerprints = Set.copyOf(fingerprints);
        }
    }

    /** Somebody to whom a trusted authority has certified this host (RFC 4975 §5.4). */
    record Host(String name) implements PeerIdentity {}
}
