package org.voxpost.media;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards some HTTP servers, 1.2 and 1.3; files are PEM and read when the store opens.
 *
 * @param trust authorities that may vouch for the server; empty for those of Java
 * @param certificate ours, first of its chain; empty for none
 * @param key of the certificate, PKCS #8, not encrypted; there where the certificate is
 */
public record HttpTls(Optional<Path> trust, Optional<Path> certificate, Optional<Path> key) {

    public HttpTls {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key go together");
        }
    }
}
