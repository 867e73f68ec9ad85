package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.msrp.Certificates.Made;
import org.voxpost.msrp.PeerPolicy.OfferSetup;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.msrp.TlsContext.ClientCertificates;
import org.voxpost.msrp.TlsContext.Profile;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Fingerprint;
import org.voxpost.sdp.Hash;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.MsrpPeer;

/** One endpoint with TLS against peers of the JDK that show other certificates, none, or something else than TLS. */
@Timeout(60)
class TlsPeerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Receiving events = new Receiving();
    private final Made certificate;
    private MsrpEndpoint endpoint;

    TlsPeerTest() throws Exception {
        certificate = Certificates.selfSigned("peer.example");
        endpoint = open(TlsSettings.of(TlsContext.selfSigned("default")));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private static MsrpEndpoint open(TlsSettings settings) throws Exception {
        return MsrpEndpoint.open(Peers.loopback().withTls(settings));
    }

    private void reopen(TlsSettings settings) throws Exception {
        endpoint.close();
        endpoint = open(settings);
    }

    private static SessionTerms terms() {
        return SessionTerms.of(List.of("*"))
                .withPolicy(PeerPolicy.DEFAULT.withSecurity(MediaSecurity.TLS).withOfferSetup(OfferSetup.ACTPASS));
    }

    private static MediaDescription described(int port, Setup setup, Fingerprint... fingerprints) {
        MediaDescription media = MediaDescription.message(port, true)
                .with(Attribute.of("path", "msrps://127.0.0.1:" + port + "/raw;tcp"))
                .with(Attribute.of("accept-types", "*"))
                .with(setup.attribute());
        for (Fingerprint fingerprint : fingerprints) {
            media = media.with(fingerprint.attribute());
        }
        return media;
    }

    private static MsrpPeer listening(Made shown) throws Exception {
        SSLServerSocket server =
                (SSLServerSocket) shown.sockets().getServerSocketFactory().createServerSocket(0, 10, LOOPBACK);
        server.setNeedClientAuth(true);
        return MsrpPeer.listen(server);
    }

    private SSLSocket connected(SSLContext context) throws Exception {
        return (SSLSocket) context.getSocketFactory().createSocket(LOOPBACK, endpoint.tlsPort("default"));
    }

    private static String path(MsrpSession session) {
        return session.localDescription().attribute("path").orElseThrow().text();
    }

    /** A session that waits for its peer to connect with this certificate. */
    private MsrpSession waiting(Receiving listener, Fingerprint... fingerprints) throws Exception {
        MsrpSession session = endpoint.offer(terms(), listener);
        session.answered(described(2855, Setup.ACTIVE, fingerprints));
        return session;
    }

    private static Fingerprint oneBitWrong(Fingerprint right) {
        byte[] digest = right.hash().digest();
        digest[digest.length - 1] ^= 1;
        return new Fingerprint(Hash.of(right.hash().algorithm(), digest));
    }

    @Test
    void ourClientShowsItsCertificateAndTakesTheOneWithTheFingerprint() throws Exception {
        try (MsrpPeer peer = listening(certificate)) {
            MsrpSession session = endpoint.offer(terms(), events);
            session.answered(described(
                    peer.port(),
                    Setup.PASSIVE,
                    oneBitWrong(certificate.fingerprint("sha-256")),
                    certificate.fingerprint("sha-256"),
                    oneBitWrong(certificate.fingerprint("sha-512"))));
            peer.respond(peer.expectSend(), 200);
            assertThat(Peers.await(events.established)).isTrue();
            Outcome outcome = new Outcome();
            session.send(MessageContent.of("text/plain", new byte[100_000]), outcome);
            MsrpFrame last = peer.expectSend();
            while (last.flag() == '+') {
                peer.respond(last, 200);
                last = peer.expectSend();
            }
            peer.respond(last, 200);
            assertThat(Peers.await(outcome.outcome)).isInstanceOf(SendOutcome.Delivered.class);
            session.end();
            peer.expectEnd();
            // Without close_notify the sockets of the JDK call it an error.
            assertThat(peer.traffic()).doesNotContain("connection ended");
        }
    }

    @Test
    void serverWhoseFingerprintIsOneBitOffIsToldInTheHandshake() throws Exception {
        try (SSLServerSocket server =
                (SSLServerSocket) certificate.sockets().getServerSocketFactory().createServerSocket(0, 10, LOOPBACK)) {
            MsrpSession session = endpoint.offer(terms(), events);
            Outcome outcome = new Outcome();
            session.send(MessageContent.of("text/plain", new byte[10]), outcome);
            session.answered(
                    described(server.getLocalPort(), Setup.PASSIVE, oneBitWrong(certificate.fingerprint("sha-256"))));
            try (Socket socket = server.accept()) {
                assertThatThrownBy(() -> socket.getInputStream().read())
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("bad_certificate");
            }
            assertThat(Peers.await(outcome.outcome)).isInstanceOf(SendOutcome.ConnectionLost.class);
            assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
            assertThat(endpoint.statistics().tls().mismatches()).isEqualTo(1);
        }
    }

    @Test
    void clientIsKnownByItsFirstRequestAndItsCertificate() throws Exception {
        MsrpSession session = waiting(events, certificate.fingerprint("sha-384"));
        try (MsrpPeer peer = MsrpPeer.connect(connected(certificate.sockets()))) {
            peer.remotePath(path(session)).sendEmpty();
            peer.expectResponse(200);
            assertThat(Peers.await(events.established)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void clientThatResumesItsTlsSessionIsStillKnownByItsCertificate(Profile profile) throws Exception {
        reopen(TlsSettings.of(TlsContext.selfSigned("default").withProfile(profile)));
        SSLContext resuming = certificate.sockets();
        for (int i = 0; i < 3; i++) {
            MsrpSession session = waiting(new Receiving(), certificate.fingerprint("sha-256"));
            try (MsrpPeer peer = MsrpPeer.connect(connected(resuming))) {
                peer.remotePath(path(session)).sendEmpty();
                peer.expectResponse(200);
            }
        }
        MsrpSession foreign = waiting(events, oneBitWrong(certificate.fingerprint("sha-256")));
        try (MsrpPeer peer = MsrpPeer.connect(connected(resuming))) {
            peer.remotePath(path(foreign)).sendEmpty();
            peer.expectEnd();
        }
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void serverThatResumesATlsSessionIsHeldToTheFingerprintOfTheNewOne(Profile profile) throws Exception {
        reopen(TlsSettings.of(TlsContext.selfSigned("default").withProfile(profile)));
        PeerPolicy own = terms().policy().withPool(PoolPolicy.DEFAULT.withSharing(PoolPolicy.Sharing.OWN));
        try (MsrpPeer peer = listening(certificate)) {
            for (int i = 0; i < 2; i++) {
                MsrpSession session = endpoint.offer(terms().withPolicy(own), new Receiving());
                session.answered(described(peer.port(), Setup.PASSIVE, certificate.fingerprint("sha-256")));
                peer.respond(peer.expectSend(), 200);
            }
            MsrpSession session = endpoint.offer(terms().withPolicy(own), events);
            session.answered(described(peer.port(), Setup.PASSIVE, oneBitWrong(certificate.fingerprint("sha-256"))));
            assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
        }
    }

    @Test
    void clientWithAnotherCertificateEndsTheSessionAndIsCounted() throws Exception {
        MsrpSession session = waiting(events, oneBitWrong(certificate.fingerprint("sha-256")));
        try (MsrpPeer peer = MsrpPeer.connect(connected(certificate.sockets()))) {
            peer.remotePath(path(session)).send("text/plain", "hi".getBytes(StandardCharsets.UTF_8));
            peer.expectEnd();
        }
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
        assertThat(events.messages).isEmpty();
        assertThat(endpoint.statistics().tls().mismatches()).isEqualTo(1);
    }

    @Test
    void clientWithoutTheCertificateItPromisedIsNotServed() throws Exception {
        MsrpSession session = waiting(events, certificate.fingerprint("sha-256"));
        try (MsrpPeer peer = MsrpPeer.connect(connected(Certificates.anonymous()))) {
            peer.remotePath(path(session)).sendEmpty();
            peer.expectEnd();
        }
        assertThat(Peers.await(events.ended).detail()).contains("shown no certificate");
    }

    @Test
    void clientThatPromisedNothingNeedsNoCertificateUnlessItIsRequired() throws Exception {
        MsrpSession session = waiting(events);
        try (MsrpPeer peer = MsrpPeer.connect(connected(Certificates.anonymous()))) {
            peer.remotePath(path(session)).sendEmpty();
            peer.expectResponse(200);
        }
        reopen(TlsSettings.of(TlsContext.selfSigned("default").withClientCertificates(ClientCertificates.REQUIRED)));
        try (SSLSocket socket = connected(Certificates.anonymous())) {
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void selfSignedClientWithoutFingerprintIsRefused() throws Exception {
        MsrpSession session = waiting(events);
        try (MsrpPeer peer = MsrpPeer.connect(connected(certificate.sockets()))) {
            peer.remotePath(path(session)).sendEmpty();
            peer.expectEnd();
        }
        assertThat(Peers.await(events.ended).detail()).contains("self-signed");
    }

    @Test
    void certificateOfOneSessionDoesNotCountForAnother() throws Exception {
        MsrpSession own = waiting(new Receiving(), certificate.fingerprint("sha-256"));
        MsrpSession foreign = waiting(events, Certificates.selfSigned("x").fingerprint("sha-256"));
        try (MsrpPeer peer = MsrpPeer.connect(connected(certificate.sockets()))) {
            peer.remotePath(path(own)).sendEmpty();
            peer.expectResponse(200);
            peer.remotePath(path(foreign)).sendEmpty();
            peer.expectResponse(481);
            assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
            peer.remotePath(path(own)).sendEmpty();
            peer.expectResponse(200);
        }
    }

    @Test
    void requestBeforeTheAnswerWaitsForItsFingerprint() throws Exception {
        MsrpSession session = endpoint.offer(terms(), events);
        try (MsrpPeer peer = MsrpPeer.connect(connected(certificate.sockets()))) {
            peer.remotePath(path(session)).send("text/plain", "early".getBytes(StandardCharsets.UTF_8));
            peer.expectNothing(Duration.ofMillis(200));
            assertThat(events.messages).isEmpty();
            session.answered(described(2855, Setup.ACTIVE, certificate.fingerprint("sha-256")));
            peer.expectResponse(200);
            assertThat(Peers.await(events.messages).text()).isEqualTo("early");
        }
    }

    @Test
    void requestBeforeTheAnswerIsThrownAwayWhenItsFingerprintIsAnother() throws Exception {
        MsrpSession session = endpoint.offer(terms(), events);
        try (MsrpPeer peer = MsrpPeer.connect(connected(certificate.sockets()))) {
            peer.remotePath(path(session)).send("text/plain", "early".getBytes(StandardCharsets.UTF_8));
            peer.expectNothing(Duration.ofMillis(100));
            session.answered(described(2855, Setup.ACTIVE, oneBitWrong(certificate.fingerprint("sha-256"))));
            peer.expectEnd();
            assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
            assertThat(events.messages).isEmpty();
        }
    }

    @Test
    void plainRequestForASessionOfTlsEndsIt() throws Exception {
        MsrpSession session = waiting(events, certificate.fingerprint("sha-256"));
        try (MsrpPeer peer = MsrpPeer.connect(new InetSocketAddress(LOOPBACK, endpoint.port()))) {
            peer.remotePath(path(session)).send("text/plain", "plain".getBytes(StandardCharsets.UTF_8));
            peer.expectEnd();
        }
        assertThat(Peers.await(events.ended).detail()).contains("without TLS");
        assertThat(events.messages).isEmpty();
    }

    @Test
    void plainOctetsAtThePortOfTlsAreNoTls() throws Exception {
        try (MsrpPeer peer = MsrpPeer.connect(new InetSocketAddress(LOOPBACK, endpoint.tlsPort("default")))) {
            peer.sendRaw("MSRP abcd1234 SEND\r\nTo-Path: msrps://x:1/y;tcp\r\n");
            peer.expectEnd();
        }
        assertThat(endpoint.statistics().tls().failures()).isEqualTo(1);
    }

    @Test
    void silentClientIsClosedWhenTheHandshakeIsDue() throws Exception {
        reopen(TlsSettings.of(TlsContext.selfSigned("default")).withHandshakes(Duration.ofMillis(200), 10));
        try (Socket silent = new Socket(LOOPBACK, endpoint.tlsPort("default"))) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(endpoint.statistics().tls().failures()).isEqualTo(1);
    }

    @Test
    void silentServerEndsTheSessionWhenTheHandshakeIsDue() throws Exception {
        reopen(TlsSettings.of(TlsContext.selfSigned("default")).withHandshakes(Duration.ofMillis(200), 10));
        try (ServerSocket silent = new ServerSocket(0, 10, LOOPBACK)) {
            MsrpSession session = endpoint.offer(terms(), events);
            session.answered(described(silent.getLocalPort(), Setup.PASSIVE, certificate.fingerprint("sha-256")));
            SessionEnd end = Peers.await(events.ended);
            assertThat(end.cause()).isEqualTo(SessionEnd.Cause.CONNECT_FAILED);
            assertThat(end.detail()).contains("too long");
        }
    }

    @Test
    void handshakesAtOnceAreBounded() throws Exception {
        reopen(TlsSettings.of(TlsContext.selfSigned("default")).withHandshakes(Duration.ofSeconds(5), 1));
        try (Socket first = new Socket(LOOPBACK, endpoint.tlsPort("default"));
                Socket second = new Socket(LOOPBACK, endpoint.tlsPort("default"))) {
            assertThat(second.getInputStream().read()).isEqualTo(-1);
            assertThat(endpoint.statistics().tls().turnedAway()).isEqualTo(1);
            assertThat(first.isConnected()).isTrue();
        }
    }

    @Test
    void chainThatIsTooLargeIsRefused() throws Exception {
        reopen(TlsSettings.of(TlsContext.selfSigned("default")).withChainOctets(1_024));
        Made long3 = Certificates.issued(
                Certificates.issued(
                        Certificates.issued(Certificates.authority("a".repeat(60)), "b".repeat(60)), "c".repeat(60)),
                "d".repeat(60));
        try (SSLSocket socket = connected(long3.sockets())) {
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(SSLException.class);
        }
        assertThat(endpoint.statistics().tls().handshakes()).isZero();
    }

    @Test
    void clientOfTls11IsRefused() throws Exception {
        try (Socket old = new Socket(LOOPBACK, endpoint.tlsPort("default"))) {
            // ClientHello of version 3.2 with TLS_RSA_WITH_AES_128_CBC_SHA and its ECDHE kin.
            old.getOutputStream()
                    .write(HexFormat.of()
                            .parseHex("160301002f" + "0100002b" + "0302" + "11".repeat(32) + "00" + "0004c013002f"
                                    + "0100"));
            InputStream in = old.getInputStream();
            byte[] alert = in.readNBytes(7);
            assertThat(alert[0]).isEqualTo((byte) 21);
            assertThat(alert[6]).isEqualTo((byte) 70);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void strictProfileTakesAes256Only() throws Exception {
        reopen(TlsSettings.of(TlsContext.selfSigned("default").withProfile(Profile.NG911)));
        try (SSLSocket socket = connected(Certificates.anonymous())) {
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
        }
        try (SSLSocket socket = connected(Certificates.anonymous())) {
            socket.setEnabledCipherSuites(new String[] {
                "TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"
            });
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void oldCipherSuitesAreNotTakenByAnyProfile() throws Exception {
        try (SSLSocket socket = connected(Certificates.anonymous())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }
}
