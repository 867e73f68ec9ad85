package org.voxpost.sip;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * Who we are in TLS, and whom we believe.
 *
 * @param chain our certificate first, then those that lead to its authority
 * @param authorities checks the chains of peers up to an authority that we trust
 */
public record SipIdentity(PrivateKey key, List<X509Certificate> chain, X509TrustManager authorities) {
    public SipIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("no certificate");
        }
    }

    /** Without the key: configurations are logged. */
    @Override
    public String toString() {
        return "SipIdentity[" + chain.getFirst().getSubjectX500Principal().getName() + "]";
    }
}
