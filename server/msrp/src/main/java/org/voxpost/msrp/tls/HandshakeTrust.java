package org.voxpost.msrp.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides during handshakes. As TLS client we know whom to expect, so a wrong server is told in the handshake. As TLS server we
 * do not before the first request: there a client's certificate is only bounded here, and compared then.
 */
final class HandshakeTrust extends X509ExtendedTrustManager {

    /** More intermediate authorities than any real chain has. */
    private static final int LONGEST_CHAIN = 8;

    private final TrustStore authorities;
    private final int chainOctets;
    private final Map<SSLEngine, Expectation> expected = new ConcurrentHashMap<>();

    HandshakeTrust(TrustStore authorities, int chainOctets) {
        this.authorities = authorities;
        this.chainOctets = chainOctets;
    }

    void expect(SSLEngine engine, Expectation peer) {
        expected.put(engine, peer);
    }

    void forget(SSLEngine engine) {
        expected.remove(engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        bounded(chain);
        Expectation expectation = expected.get(engine);
        if (expectation == null) {
            throw new UntrustedPeerException("nobody is expected on this connection");
        }
        Optional<String> refusal = Verification.refusal(List.of(chain), expectation.peer(), true, authorities);
        if (refusal.isPresent()) {
            expectation.refuse(refusal.get());
            throw new UntrustedPeerException(refusal.get());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        bounded(chain);
    }

    private void bounded(X509Certificate[] chain) throws CertificateException {
        int octets = 0;
        for (X509Certificate certificate : chain) {
            octets += certificate.getEncoded().length;
        }
        if (chain.length == 0 || chain.length > LONGEST_CHAIN || octets > chainOctets) {
            throw new UntrustedPeerException("its chain of certificates is too long");
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        throw new UntrustedPeerException("nobody is expected on this connection");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, algorithm);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        bounded(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        bounded(chain);
    }
}
