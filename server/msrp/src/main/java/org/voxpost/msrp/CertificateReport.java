package org.voxpost.msrp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.voxpost.msrp.tls.Credential;
import org.voxpost.msrp.tls.TrustStore;

/**
 * What certificate files hold, for an operator.
 *
 * @param notAfter when the certificate, or the first of those that it depends on, expires
 * @param fingerprint as {@code a=fingerprint} would show it
 */
public record CertificateReport(
        String subject, String issuer, Instant notBefore, Instant notAfter, boolean selfSigned, String fingerprint) {

    /**
     * Reads a certificate and its key, as the endpoint would.
     *
     * @throws IOException when a file cannot be read, or the two do not belong together; it says why in one line
     */
    public static CertificateReport of(Path certificates, Path key) throws IOException {
        return Credential.read(certificates, key).report();
    }

    /**
     * Reads a file of trusted authorities.
     *
     * @return how many it has
     * @throws IOException when it has none
     */
    public static int authorities(Path trust) throws IOException {
        return TrustStore.read(trust).size();
    }
}
