package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.Certificates.Made;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Attribute;
import org.voxpost.sdp.Fingerprint;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpPeer;

/** Certificates that change in mid-call, ours and the peer's (RFC 4975 §8.4, RFC 8122 §5.1 and §6.2). */
@Timeout(60)
class TlsMoveTest {

    private final Receiving events = new Receiving();
    private final Made before = Certificates.selfSigned("before.example");
    private final Made after = Certificates.selfSigned("after.example");
    private final Made ofPeer = Certificates.selfSigned("peer.example");
    private final MsrpPeer peer = listening(ofPeer);
    private final Path directory;
    private final MsrpEndpoint endpoint;
    private final MsrpSession session;

    TlsMoveTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        TlsContext context = TlsContext.selfSigned(TlsContext.DEFAULT_NAME)
                .withFiles(before.certificates(directory), before.key(directory));
        endpoint = MsrpEndpoint.open(
                Peers.loopback().withTls(TlsSettings.of(context).withReload(Duration.ofMillis(10))));
        session = endpoint.offer(
                SessionTerms.of(List.of("*")).withPolicy(PeerPolicy.DEFAULT.withSecurity(MediaSecurity.TLS)), events);
        session.answered(described(peer, sha256(ofPeer)));
        peer.respond(peer.expectSend(), 200);
        assertThat(Peers.await(events.established)).isTrue();
    }

    @AfterEach
    void close() {
        endpoint.close();
        peer.close();
    }

    private static MsrpPeer listening(Made shown) throws Exception {
        SSLServerSocket server = (SSLServerSocket)
                shown.sockets().getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        return MsrpPeer.listen(server);
    }

    private static Fingerprint sha256(Made made) throws Exception {
        return made.fingerprint("sha-256");
    }

    private static MediaDescription described(MsrpPeer at, Fingerprint... fingerprints) {
        MediaDescription media = MediaDescription.message(at.port(), true)
                .with(Attribute.of("path", "msrps://127.0.0.1:" + at.port() + "/raw;tcp"))
                .with(Attribute.of("accept-types", "*"))
                .with(Setup.PASSIVE.attribute());
        for (Fingerprint fingerprint : fingerprints) {
            media = media.with(fingerprint.attribute());
        }
        return media;
    }

    private static List<Fingerprint> shown(MediaDescription media) throws Exception {
        return Fingerprint.in(media);
    }

    private void replaceCertificate() throws Exception {
        after.certificates(directory);
        after.key(directory);
        while (endpoint.statistics().tls().reloads() == 0) {
            Thread.onSpinWait();
        }
    }

    private void assertGoesOn() throws Exception {
        Outcome outcome = new Outcome();
        session.send(MessageContent.of("text/plain", new byte[10]), outcome);
        peer.respond(peer.expectSend(), 200);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(10));
        assertThat(peer.connectionCount()).isEqualTo(1);
    }

    @Test
    void sessionThatMovesShowsTheCertificateOfNow() throws Exception {
        replaceCertificate();
        try (MsrpPeer second = listening(ofPeer)) {
            MediaDescription answer = session.reoffered(described(second, sha256(ofPeer)));
            assertThat(shown(answer)).containsExactly(sha256(after));
            second.respond(second.expectSend(), 200);
            assertThat(shown(session.reoffer())).containsExactly(sha256(after));
        }
    }

    @Test
    void sessionThatStaysKeepsTheCertificateOfItsConnection() throws Exception {
        replaceCertificate();
        MediaDescription answer = session.reoffered(described(peer, sha256(ofPeer)));
        assertThat(shown(answer)).containsExactly(sha256(before));
        assertGoesOn();
    }

    @Test
    void offerOfOursShowsBothCertificatesWhileThePeerMayStayOrMove() throws Exception {
        MediaDescription first = session.localDescription();
        assertThat(session.reoffer().attributes("fingerprint"))
                .containsExactlyElementsOf(first.attributes("fingerprint").toList());
        session.answered(described(peer, sha256(ofPeer)));
        replaceCertificate();
        assertThat(shown(session.reoffer())).containsExactly(sha256(before), sha256(after));
        session.answered(described(peer, sha256(ofPeer)));
        assertGoesOn();
    }

    @Test
    void peerThatNamesAFurtherCertificateOfItsOwnStaysWhereItIs() throws Exception {
        session.reoffered(described(peer, sha256(ofPeer), sha256(after)));
        assertGoesOn();
        session.reoffered(described(peer, ofPeer.fingerprint("sha-512")));
        assertGoesOn();
    }

    @Test
    void peerThatHasAnotherCertificateNowHasToShowIt() throws Exception {
        session.reoffered(described(peer, sha256(after)));
        SessionEnd end = Peers.await(events.ended);
        assertThat(end.cause()).isEqualTo(SessionEnd.Cause.WRONG_IDENTITY);
        assertThat(peer.connectionCount()).isEqualTo(2);
    }
}
