package org.voxpost.msrp.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.voxpost.msrp.CertificateReport;
import org.voxpost.sdp.Fingerprint;

/**
 * A certificate of ours with its key.
 *
 * @param chain our own certificate first; never empty
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {

    public Credential {
        chain = List.copyOf(chain);
    }

    /** Reads and checks both files; what is thrown says in one line what is wrong. */
    public static Credential read(Path certificates, Path key) throws IOException {
        Credential read = new Credential(PemFiles.key(key), PemFiles.certificates(certificates));
        if (!read.matches()) {
            throw new IOException("the key in " + key + " is not that of the first certificate in " + certificates);
        }
        return read;
    }

    X509Certificate own() {
        return chain.getFirst();
    }

    boolean selfSigned() {
        return isSelfSigned(own());
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * The hash functions of its fingerprints: SHA-256, and that of the certificate's own signature where it is a stronger one, for
     * strict readers of RFC 4572 (RFC 8122 §5.1). Weaker ones are left out by policy, as that section allows.
     */
    Set<String> hashes() {
        String signature = own().getSigAlgName().toUpperCase(Locale.ROOT);
        Set<String> hashes = new TreeSet<>(Set.of("sha-256"));
        if (signature.startsWith("SHA384")) {
            hashes.add("sha-384");
        } else if (signature.startsWith("SHA512")) {
            hashes.add("sha-512");
        }
        return hashes;
    }

    List<Fingerprint> fingerprints(Set<String> hashes) {
        return hashes.stream().map(this::fingerprint).toList();
    }

    private Fingerprint fingerprint(String hash) {
        try {
            return Fingerprint.ofCertificate(hash, own().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has an encoding", e);
        }
    }

    public CertificateReport report() {
        Instant earliest = chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
        return new CertificateReport(
                own().getSubjectX500Principal().getName(),
                own().getIssuerX500Principal().getName(),
                own().getNotBefore().toInstant(),
                earliest,
                selfSigned(),
                fingerprint("sha-256").hash().toString());
    }

    /** Whether what the key signs is what the certificate's own public key confirms. */
    private boolean matches() {
        PublicKey open = own().getPublicKey();
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "RSASSA-PSS" -> "RSASSA-PSS";
            case "EC" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            default -> "EdDSA";
        };
        try {
            byte[] sample = new byte[32];
            new SecureRandom().nextBytes(sample);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(open);
            verifying.update(sample);
            return verifying.verify(signed);
        } catch (InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
