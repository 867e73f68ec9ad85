package org.voxpost.msrp;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One TLS identity with its listener. A certificate is shown before the peer has said which session it means, so each
 * identity has a port of its own, which the {@code a=path} of its sessions names.
 *
 * @param port of its listener, on the address of the endpoint; 0 takes a free one
 * @param advertisedPort port in our msrps URIs; 0 means the bound one
 * @param certificates PEM file of our certificate and those that lead to its authority; empty makes a self-signed one
 * @param key PEM file of its private key, not encrypted; there when {@code certificates} is
 * @param trust PEM file of the authorities that we trust; empty means those of the Java platform
 * @param clientCertificates what is asked of peers that connect to us
 * @param profile versions and cipher suites
 * @param fingerprints whether our descriptions show {@code a=fingerprint}
 */
public record TlsContext(
        String name,
        int port,
        int advertisedPort,
        Optional<Path> certificates,
        Optional<Path> key,
        Optional<Path> trust,
        ClientCertificates clientCertificates,
        Profile profile,
        Fingerprints fingerprints) {

    public static final String DEFAULT_NAME = "default";

    public TlsContext {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a TLS context needs a name");
        }
        if (port < 0 || port > 65_535 || advertisedPort < 0 || advertisedPort > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535");
        }
        if (certificates.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate file and a key file go together");
        }
    }

    /** A certificate of our own making on a free port, with its fingerprint shown. */
    public static TlsContext selfSigned(String name) {
        return new TlsContext(
                name,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ClientCertificates.WANTED,
                Profile.STANDARD,
                Fingerprints.AUTO);
    }

    public TlsContext withPort(int other) {
        return new TlsContext(
                name, other, advertisedPort, certificates, key, trust, clientCertificates, profile, fingerprints);
    }

    public TlsContext withFiles(Path certificateFile, Path keyFile) {
        return new TlsContext(
                name,
                port,
                advertisedPort,
                Optional.of(certificateFile),
                Optional.of(keyFile),
                trust,
                clientCertificates,
                profile,
                fingerprints);
    }

    public TlsContext withTrust(Path authorities) {
        return new TlsContext(
                name,
                port,
                advertisedPort,
                certificates,
                key,
                Optional.of(authorities),
                clientCertificates,
                profile,
                fingerprints);
    }

    public TlsContext withClientCertificates(ClientCertificates other) {
        return new TlsContext(name, port, advertisedPort, certificates, key, trust, other, profile, fingerprints);
    }

    public TlsContext withProfile(Profile other) {
        return new TlsContext(
                name, port, advertisedPort, certificates, key, trust, clientCertificates, other, fingerprints);
    }

    public TlsContext withFingerprints(Fingerprints other) {
        return new TlsContext(name, port, advertisedPort, certificates, key, trust, clientCertificates, profile, other);
    }

    /** What a peer that connects to us has to show (RFC 8122 §6.2, RFC 4975 §5.4). */
    public enum ClientCertificates {
        /** Nothing is asked for, so a fingerprint of the peer is not checked either. */
        NONE,
        /** Asked for. A peer whose description has a fingerprint has to show that certificate; others need not show one. */
        WANTED,
        /** No handshake without. */
        REQUIRED
    }

    /** TLS 1.2 and 1.3 with forward secrecy and AEAD only; this says which ciphers. */
    public enum Profile {
        /** AES-128, AES-256 and ChaCha20. */
        STANDARD,
        /** AES-256 only, as NG9-1-1 asks. */
        NG911
    }

    /** When our descriptions show a fingerprint. */
    public enum Fingerprints {
        /** For a self-signed certificate. */
        AUTO,
        ALWAYS,
        NEVER
    }
}
