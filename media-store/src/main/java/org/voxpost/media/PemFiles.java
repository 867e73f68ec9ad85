package org.voxpost.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.ssl.SSLContexts;
import org.voxpost.media.MediaException.Reason;

/** TLS settings out of their files (RFC 7468). */
final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = {};

    private PemFiles() {}

    static SSLContext context(HttpTls tls) throws MediaException {
        try {
            SSLContextBuilder context = SSLContexts.custom();
            if (tls.trust().isPresent()) {
                context.loadTrustMaterial(trust(tls.trust().get()), null);
            }
            if (tls.certificate().isPresent() && tls.key().isPresent()) {
                context.loadKeyMaterial(
                        identity(tls.certificate().get(), tls.key().get()), NO_PASSWORD);
            }
            return context.build();
        } catch (IOException | GeneralSecurityException e) {
            throw new MediaException(
                    Reason.UNREADABLE, "a certificate or key for HTTP cannot be used: " + e.getMessage());
        }
    }

    private static KeyStore trust(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate authority : certificates(file)) {
            store.setCertificateEntry("authority" + number++, authority);
        }
        return store;
    }

    private static KeyStore identity(Path certificate, Path key) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "ours", key(key), NO_PASSWORD, certificates(certificate).toArray(Certificate[]::new));
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(file)) {
            List<Certificate> all =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
            if (all.isEmpty()) {
                throw new IOException("no certificate in " + file);
            }
            return all;
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new IOException("no unencrypted PKCS #8 key in " + file);
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // of another kind
            }
        }
        throw new IOException("a key of unknown kind in " + file);
    }
}
