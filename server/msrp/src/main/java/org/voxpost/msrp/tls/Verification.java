package org.voxpost.msrp.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.voxpost.msrp.session.PeerIdentity;

/** Whether a peer's certificate is the one that was agreed. */
final class Verification {

    private Verification() {}

    /**
     * Why a peer is not the one expected; empty when it is.
     *
     * @param chain what it showed, its own certificate first; never empty
     * @param server whether the peer is the TLS server
     */
    static Optional<String> refusal(
            List<X509Certificate> chain, PeerIdentity expected, boolean server, TrustStore trust) {
        return switch (expected) {
            case PeerIdentity.Holder holder -> ofHolder(chain.getFirst(), holder);
            case PeerIdentity.Host host -> ofHost(chain, host, server, trust);
        };
    }

    private static Optional<String> ofHolder(X509Certificate own, PeerIdentity.Holder holder) {
        try {
            byte[] der = own.getEncoded();
            return holder.fingerprints().stream().anyMatch(fingerprint -> fingerprint.matches(der))
                    ? Optional.empty()
                    : Optional.of("its certificate does not match the fingerprint of its session description");
        } catch (CertificateEncodingException e) {
            return Optional.of("its certificate cannot be encoded");
        }
    }

    private static Optional<String> ofHost(
            List<X509Certificate> chain, PeerIdentity.Host host, boolean server, TrustStore trust) {
        try {
            trust.check(chain, server);
        } catch (CertificateException e) {
            return Optional.of(
                    Credential.isSelfSigned(chain.getFirst())
                            ? "its certificate is self-signed and its session description has no fingerprint"
                            : "its certificate is not valid, or not of an authority that we trust");
        }
        return HostNames.certified(host.name(), chain.getFirst())
                ? Optional.empty()
                : Optional.of("its certificate is for another host than that of its path");
    }
}
