package org.voxpost.msrp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** Reads PEM: certificates, and private keys as PKCS#8, PKCS#1 or SEC 1. */
final class PemFiles {

    /** More than any certificate file needs. */
    private static final long LARGEST = 1 << 20;

    private PemFiles() {}

    static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            List<X509Certificate> read =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(octets(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (read.isEmpty()) {
                throw new IOException(file + " has no certificate in it");
            }
            return read;
        } catch (CertificateException e) {
            throw new IOException(file + " is not a file of certificates in PEM", e);
        }
    }

    static PrivateKey key(Path file) throws IOException {
        String text = new String(octets(file), StandardCharsets.US_ASCII);
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair pair) {
                    return key(pair.getPrivateKeyInfo());
                }
                if (found instanceof PrivateKeyInfo info) {
                    return key(info);
                }
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Nothing of the message: it may quote the key.
            throw new IOException(file + " is not a private key in PEM");
        }
        throw new IOException(file + " has no private key in it, or one that is encrypted");
    }

    private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(
                        info.getPrivateKeyAlgorithm().getAlgorithm().getId())
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    static byte[] octets(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " is too large for what it should hold");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
    }
}
