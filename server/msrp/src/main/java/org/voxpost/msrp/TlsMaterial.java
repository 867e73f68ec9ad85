package org.voxpost.msrp;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.voxpost.msrp.tls.Credential;
import org.voxpost.msrp.tls.SelfSigned;
import org.voxpost.msrp.tls.TrustStore;

/**
 * What a handshake needs, read or made as for MSRP, for another protocol of the same server.
 *
 * @param chain our certificate first; never empty
 * @param authorities checks the chains of peers
 */
public record TlsMaterial(PrivateKey key, List<X509Certificate> chain, X509TrustManager authorities) {

    public TlsMaterial {
        chain = List.copyOf(chain);
    }

    /**
     * Reads the files, or makes a self-signed certificate where there is none.
     *
     * @param certificates PEM file of our certificate and those that lead to its authority
     * @param key PEM file of its private key, not encrypted; there when {@code certificates} is
     * @param trust PEM file of the authorities that we trust; empty means those of the Java platform
     * @param host for a certificate of our own making
     * @throws IOException when a file cannot be used; it says why in one line
     */
    public static TlsMaterial of(Optional<Path> certificates, Optional<Path> key, Optional<Path> trust, String host)
            throws IOException {
        Credential credential = certificates.isPresent() && key.isPresent()
                ? Credential.read(certificates.get(), key.get())
                : SelfSigned.of(host, Instant.now());
        TrustStore authorities = trust.isPresent() ? TrustStore.read(trust.get()) : TrustStore.platform();
        return new TlsMaterial(credential.key(), credential.chain(), authorities.manager());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TlsMaterial[" + chain.getFirst().getSubjectX500Principal().getName() + "]";
    }
}
