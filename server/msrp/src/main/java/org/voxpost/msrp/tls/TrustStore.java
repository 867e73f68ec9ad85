package org.voxpost.msrp.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities whose certificates count for peers that have no fingerprint. */
public final class TrustStore {

    private final X509TrustManager authorities;

    private TrustStore(@Nullable KeyStore store) throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            authorities = first(factory.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IOException("the trusted authorities cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509TrustManager first(TrustManager[] managers) throws KeyStoreException {
        for (TrustManager manager : managers) {
            if (manager instanceof X509TrustManager trust) {
                return trust;
            }
        }
        throw new KeyStoreException("the platform has no trust for X.509");
    }

    /** Those of the Java platform. */
    public static TrustStore platform() throws IOException {
        return new TrustStore(null);
    }

    /** Those in a PEM file. */
    public static TrustStore read(Path file) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            List<X509Certificate> certificates = PemFiles.certificates(file);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            return new TrustStore(store);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** For handshakes of another protocol. */
    public X509TrustManager manager() {
        return authorities;
    }

    public int size() {
        return authorities.getAcceptedIssuers().length;
    }

    /** Checks signatures, dates and purpose up to an authority (RFC 5280 §6). */
    void check(List<X509Certificate> chain, boolean ofServer) throws CertificateException {
        X509Certificate[] certificates = chain.toArray(X509Certificate[]::new);
        String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
        if (ofServer) {
            authorities.checkServerTrusted(certificates, algorithm.equals("RSA") ? "ECDHE_RSA" : "ECDHE_ECDSA");
        } else {
            authorities.checkClientTrusted(certificates, algorithm);
        }
    }
}
