package org.voxpost.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.voxpost.sip.SipTls.ClientCertificates;
import org.voxpost.sip.SipTls.Profile;
import org.voxpost.sip.SipTls.Servers;

/** Section {@code sip.tls}: signalling over TLS (RFC 3261 §26.2, RFC 5922). */
public record SipTlsSection(
        @ByProfile boolean enabled,
        @Bounds(min = "0", max = "65535") int port,
        @Bounds(min = "0", max = "65535") int advertisedPort,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> trust,
        @ByProfile ClientCertificates clientCertificates,
        @ByProfile Profile profile,
        Servers servers,
        @Bounds(min = "100ms", max = "1m") Duration handshake,
        @Bounds(min = "1", max = "100000") int handshakes,
        @Bounds(min = "1s", max = "1d") Duration reload) {
    static final SipTlsSection DEFAULT = new SipTlsSection(
            false,
            5061,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ClientCertificates.NONE,
            Profile.STANDARD,
            Servers.CHECKED,
            Duration.ofSeconds(5),
            256,
            Duration.ofSeconds(10));

    public SipTlsSection {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("certificate and key go together");
        }
    }
}
