package org.voxpost.sip;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * SIP over TLS 1.2 and 1.3 (RFC 3261 §26.2): a listener of its own, and connections that we make.
 *
 * @param port 0 for any
 * @param advertisedPort port in Contact and Via; 0 for the bound one
 * @param identity what we show and whom we trust; asked before each handshake, by any thread, so that certificates can be renewed
 * @param clientCertificates what peers that connect to us have to show
 * @param profile cipher suites
 * @param servers what is asked of the certificates of those that we connect to
 * @param handshake how long a handshake may take
 * @param handshakes handshakes of peers that connect to us that may be under way at once; further connections are closed
 */
public record SipTls(
        int port,
        int advertisedPort,
        Supplier<SipIdentity> identity,
        ClientCertificates clientCertificates,
        Profile profile,
        Servers servers,
        Duration handshake,
        int handshakes) {

    public SipTls {
        if (port < 0 || port > 65_535 || advertisedPort < 0 || advertisedPort > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535");
        }
        if (!handshake.isPositive() || handshakes < 1) {
            throw new IllegalArgumentException("a limit of TLS is too small for any handshake");
        }
    }

    /** On a free port, with servers checked and nothing asked of clients. */
    public static SipTls of(Supplier<SipIdentity> identity) {
        return new SipTls(
                0, 0, identity, ClientCertificates.NONE, Profile.STANDARD, Servers.CHECKED, Duration.ofSeconds(5), 256);
    }

    public SipTls withClientCertificates(ClientCertificates other) {
        return new SipTls(port, advertisedPort, identity, other, profile, servers, handshake, handshakes);
    }

    public SipTls withProfile(Profile other) {
        return new SipTls(port, advertisedPort, identity, clientCertificates, other, servers, handshake, handshakes);
    }

    public SipTls withServers(Servers other) {
        return new SipTls(port, advertisedPort, identity, clientCertificates, profile, other, handshake, handshakes);
    }

    public SipTls withHandshakes(Duration deadline, int atOnce) {
        return new SipTls(port, advertisedPort, identity, clientCertificates, profile, servers, deadline, atOnce);
    }

    /** What a peer that connects to us has to show. */
    public enum ClientCertificates {
        /** Nothing is asked for. */
        NONE,
        /** Asked for; one that is shown has to lead to an authority that we trust. */
        WANTED,
        /** No handshake without one that leads to an authority that we trust. */
        REQUIRED
    }

    /** What a server that we connect to has to show. */
    public enum Servers {
        /** A certificate of an authority that we trust, for the host that is called (RFC 5922 §7). */
        CHECKED,
        /** Any certificate, such as a self-signed one: nobody is known for sure then. */
        ANY
    }

    /** Forward secrecy and AEAD in any case; this says which ciphers. */
    public enum Profile {
        /** AES-128, AES-256 and ChaCha20. */
        STANDARD,
        /** AES-256 only, as NG9-1-1 asks. */
        NG911
    }
}
