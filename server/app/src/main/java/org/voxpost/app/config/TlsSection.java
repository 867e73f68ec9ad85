package org.voxpost.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsContext.ClientCertificates;
import org.voxpost.msrp.TlsContext.Fingerprints;
import org.voxpost.msrp.TlsContext.Profile;

/** Section {@code msrp.tls}: our certificates and what a handshake may cost (RFC 4975 §14, RFC 8122). */
public record TlsSection(
        @Bounds(min = "0", max = "65535") int port,
        List<ContextSection> contexts,
        @ByProfile Profile profile,
        @Bounds(min = "100ms", max = "1m") Duration handshake,
        @Bounds(min = "1", max = "100000") int handshakes,
        @Bounds(min = "1KiB", max = "1MiB") ByteSize chain,
        @Bounds(min = "1s", max = "1d") Duration reload) {
    static final TlsSection DEFAULT = new TlsSection(
            2857,
            List.of(),
            Profile.STANDARD,
            Duration.ofSeconds(5),
            256,
            new ByteSize(32 << 10),
            Duration.ofSeconds(10));

    public TlsSection {
        if (contexts.stream().map(ContextSection::name).distinct().count() != contexts.size()) {
            throw new IllegalArgumentException("two contexts have the same name");
        }
    }

    /** Without contexts there is one of our own making. */
    void requireNamed(MediaSecurity security) {
        String name = security.context();
        boolean known = contexts.isEmpty()
                ? name.equals(TlsContext.DEFAULT_NAME)
                : contexts.stream().anyMatch(context -> context.name().equals(name));
        if (security.transport() != MediaSecurity.Transport.PLAIN && !known) {
            throw new IllegalArgumentException("context " + name + " is none of tls.contexts");
        }
        if (security.requireFingerprint()
                && contexts.stream()
                        .anyMatch(context -> context.name().equals(name)
                                && context.clientCertificates() == ClientCertificates.NONE)) {
            throw new IllegalArgumentException("require-fingerprint is set, and context " + name
                    + " asks for no certificate of clients that one could be of");
        }
    }

    /** One certificate with its listener. */
    public record ContextSection(
            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String name,

            @Bounds(min = "0", max = "65535") int port,
            @Bounds(min = "0", max = "65535") int advertisedPort,
            Optional<Path> certificate,
            Optional<Path> key,
            Optional<Path> trust,
            ClientCertificates clientCertificates,
            Optional<Profile> profile,
            Fingerprints fingerprint) {
        public ContextSection {
            if (certificate.isPresent() != key.isPresent()) {
                throw new IllegalArgumentException("certificate and key go together");
            }
        }

        static ContextSection defaults() {
            return new ContextSection(
                    TlsContext.DEFAULT_NAME,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ClientCertificates.WANTED,
                    Optional.empty(),
                    Fingerprints.AUTO);
        }
    }
}
