package org.voxpost.sip;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.sip.SipTls.ClientCertificates;
import org.voxpost.sip.SipTls.Profile;
import org.voxpost.sip.SipTls.Servers;
import org.voxpost.testkit.Authority;
import org.voxpost.testkit.SipDialog;
import org.voxpost.testkit.SipMessage;
import org.voxpost.testkit.SipPeer;

/** SIP over TLS, with peers on the JDK's own sockets. */
class SecureCallTest {
    private static final String OFFER = "v=0\r\ns=offer\r\n";
    private static final String ANSWER = "v=0\r\ns=answer\r\n";
    private static final Duration SOON = Duration.ofMillis(300);
    private static final String NEVER_FAR = "sip:a@127.0.0.1";

    @TempDir
    static Path directory;

    private static Authority authority;
    private static Authority stranger;
    private static Authority.Identity ours;
    private static Authority.Identity theirs;

    private final BlockingQueue<SipTrace.Message> trace = new LinkedBlockingQueue<>();
    private final AtomicReference<SipIdentity> shown = new AtomicReference<>();
    private final Callee callee = new Callee();
    private final Recorder events = new Recorder();
    private SipEndpoint endpoint;

    @BeforeAll
    static void certificates() {
        authority = Authority.in(directory.resolve("authority"));
        stranger = Authority.in(directory.resolve("stranger"));
        ours = authority.issue("ours", "ip:127.0.0.1");
        theirs = authority.issue("theirs", "ip:127.0.0.1");
    }

    @BeforeEach
    void open() throws Exception {
        shown.set(identity(ours));
        endpoint = open(tls());
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private static SipIdentity identity(Authority.Identity own) {
        return new SipIdentity(own.key(), own.chain(), authority.trust());
    }

    private SipTls tls() {
        return SipTls.of(shown::get);
    }

    private SipEndpoint open(SipTls tls) throws Exception {
        return SipEndpoint.open(configuration().withTls(tls), Lane::fresh, callee);
    }

    private SipConfiguration configuration() {
        return SipConfiguration.on("127.0.0.1", 0).withT1(Duration.ofMillis(50)).withTrace(trace::add);
    }

    private void reopen(SipTls tls) throws Exception {
        endpoint.close();
        endpoint = open(tls);
    }

    private InetSocketAddress server() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), endpoint.tlsPort().getAsInt());
    }

    private SipDialog invite(SipPeer peer, String requestUri) {
        return peer.invite(server(), requestUri, OFFER);
    }

    private OutgoingCall call(String uri) {
        return endpoint.invite(Invitation.of(SipUri.parse("vm@127.0.0.1"), SipUri.parse(uri), Body.sdp(OFFER)), events);
    }

    private static SSLContext trusting() {
        return authority.context(null);
    }

    /** Whether a client gets an answer. */
    private void answered(SipPeer peer) {
        SipDialog dialog = peer.dialog(server(), NEVER_FAR);
        dialog.options();
        dialog.expectResponse(200, "OPTIONS");
    }

    private static String secure(SipPeer peer) {
        return "sips:peer@127.0.0.1:" + peer.port();
    }

    private SipTrace.Message seen(SipTrace.Direction direction, String start) throws Exception {
        while (true) {
            SipTrace.Message message = trace.poll(10, SECONDS);
            assertThat(message).as(start).isNotNull();
            if (message.direction() == direction && message.firstLine().startsWith(start)) {
                return message;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCallAndOurRequestsInItStayOnTheConnectionOfTheCaller(String version) throws Exception {
        try (SipPeer peer = SipPeer.tls(trusting(), version)) {
            SipDialog dialog = invite(peer, NEVER_FAR);
            Callee.Arrived in = callee.call();
            in.call().answer(Body.sdp(ANSWER));
            SipMessage ok = dialog.expectResponse(200, "INVITE");
            dialog.ack();
            in.events().next();
            assertThat(ok.header("Via").orElseThrow()).startsWith("SIP/2.0/TLS ");
            assertThat(ok.header("Contact"))
                    .contains("<sip:a@127.0.0.1:" + endpoint.tlsPort().getAsInt() + ";transport=tls>");
            SipTrace.Message invite = seen(SipTrace.Direction.RECEIVED, "INVITE");
            assertThat(invite.transport()).isEqualTo("TLS");
            assertThat(in.call().peer()).isEqualTo(invite.peer() + "/TLS");

            in.call().info(new Body("text/plain", "hello".getBytes(StandardCharsets.UTF_8)), SipHeaders.none());
            peer.respond(dialog.expect("INFO"), 200, "OK", "");
            in.call().hangUp("");
            SipMessage bye = dialog.expect("BYE");
            peer.respond(bye, 200, "OK", "");

            assertThat(bye.header("Via").orElseThrow())
                    .startsWith("SIP/2.0/TLS 127.0.0.1:" + endpoint.tlsPort().getAsInt());
            assertThat(seen(SipTrace.Direction.SENT, "INFO").peer()).isEqualTo(invite.peer());
            assertThat(seen(SipTrace.Direction.SENT, "BYE").peer()).isEqualTo(invite.peer());
        }
    }

    @Test
    void afterARestartTheCallerIsReachedOverTlsAtItsContact() throws Exception {
        try (SipPeer peer = SipPeer.tls(authority.context(theirs))) {
            SipDialog dialog = invite(peer, NEVER_FAR);
            Callee.Arrived in = callee.call();
            in.call().answer(Body.sdp(ANSWER));
            dialog.expectResponse(200, "INVITE");
            dialog.ack();
            in.events().next();
            SavedCall saved = in.call().saved();
            reopen(tls());

            endpoint.resume(saved, Lane.fresh(), call -> events).hangUp("");

            SipMessage bye = dialog.expect("BYE");
            assertThat(bye.header("Via").orElseThrow()).startsWith("SIP/2.0/TLS ");
            assertThat(seen(SipTrace.Direction.SENT, "BYE").peer()).isEqualTo("127.0.0.1:" + peer.port());
        }
    }

    @Test
    void whatAViaClaimsIsNotTakenForTls() throws Exception {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), endpoint.tcpPort())) {
            String invite = """
                INVITE sip:a@127.0.0.1 SIP/2.0
                Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bKx
                From: <sip:b@127.0.0.1>;tag=1
                To: <sip:a@127.0.0.1>
                Call-ID: claims
                CSeq: 1 INVITE
                Contact: <sip:b@127.0.0.1>
                Max-Forwards: 70
                Content-Length: 0

                """;
            plain.getOutputStream().write(invite.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(callee.call().call().peer()).endsWith(":" + plain.getLocalPort() + "/TCP");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCallOfOursStaysOnItsConnection(String version) throws Exception {
        try (SipPeer peer = SipPeer.tls(authority.context(theirs), version)) {
            OutgoingCall call = call(peer.uri());
            SipMessage invite = peer.expect("INVITE");
            assertThat(invite.header("Via").orElseThrow())
                    .startsWith("SIP/2.0/TLS 127.0.0.1:" + endpoint.tlsPort().getAsInt() + ";");
            assertThat(invite.header("Contact"))
                    .contains("<sip:vm@127.0.0.1:" + endpoint.tlsPort().getAsInt() + ";transport=tls>");
            // The Contact of the answer leads nowhere: what follows has to come on the connection that stands.
            peer.respond(
                    invite,
                    200,
                    "OK",
                    ANSWER,
                    "Content-Type: application/sdp",
                    "Contact: <sip:peer@127.0.0.1:9;transport=tls>");
            peer.expect("ACK");
            events.next();
            call.hangUp("");
            peer.respond(peer.expect("BYE"), 200, "OK", "");
        }
    }

    @Test
    void aSafeCallSaysSoInItsContact() throws Exception {
        try (SipPeer peer = SipPeer.tls(authority.context(theirs))) {
            call(secure(peer));
            SipMessage invite = peer.expect("INVITE");
            assertThat(invite.requestUri()).isEqualTo(secure(peer));
            assertThat(invite.header("Via").orElseThrow()).startsWith("SIP/2.0/TLS ");
            assertThat(invite.header("Contact"))
                    .contains("<sips:vm@127.0.0.1:" + endpoint.tlsPort().getAsInt() + ">");
        }
        try (SipPeer peer = SipPeer.tls(trusting())) {
            SipDialog dialog = invite(peer, "sips:a@127.0.0.1");
            callee.call().call().answer(Body.sdp(ANSWER));
            assertThat(dialog.expectResponse(200, "INVITE").header("Contact"))
                    .contains("<sips:a@127.0.0.1:" + endpoint.tlsPort().getAsInt() + ">");
        }
    }

    @Test
    void aSafeCallIsNeverMadeInTheClear() throws Exception {
        reopen(tls().withHandshakes(SOON, 1));
        try (SipPeer plain = SipPeer.tcp()) {
            call("sips:peer@127.0.0.1:" + plain.port());
            assertThat(events.end()).isInstanceOf(CallEnd.Unreachable.class);
            plain.expectNo("INVITE", SOON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sips:peer@127.0.0.1:%d", "sip:peer@127.0.0.1:%d;transport=tls"})
    void withoutTlsSuchACallFails(String uri) throws Exception {
        endpoint.close();
        endpoint = SipEndpoint.open(configuration(), Lane::fresh, callee);
        try (SipPeer plain = SipPeer.udp()) {
            call(uri.formatted(plain.port()));
            assertThat(events.end())
                    .isInstanceOfSatisfying(
                            CallEnd.Unreachable.class,
                            end -> assertThat(end.why()).contains("TLS is not configured"));
            plain.expectNo("INVITE", SOON);
            assertThat(endpoint.tlsPort()).isEmpty();
        }
    }

    @Test
    void aSafeCallIsNotLedElsewhereByARedirection() throws Exception {
        try (SipPeer peer = SipPeer.tls(authority.context(theirs));
                SipPeer plain = SipPeer.udp()) {
            call(secure(peer));
            peer.respond(peer.expect("INVITE"), 302, "Moved", "", "Contact: <" + plain.uri() + ">");
            assertThat(events.end())
                    .isInstanceOfSatisfying(
                            CallEnd.Refused.class,
                            end -> assertThat(end.status()).isEqualTo(302));
            plain.expectNo("INVITE", SOON);
        }
    }

    @Test
    void aServerThatIsNotTheOneCalledGetsNoInvite() throws Exception {
        Authority.Identity other = authority.issue("other", "dns:example.org", "uri:sip:example.com");
        try (SipPeer elsewhere = SipPeer.tls(authority.context(other));
                SipPeer unknown = SipPeer.tls(stranger.context(stranger.issue("unknown", "ip:127.0.0.1")))) {
            call(elsewhere.uri());
            assertThat(events.end())
                    .isInstanceOfSatisfying(
                            CallEnd.Unreachable.class,
                            end -> assertThat(end.why()).contains("for another host than 127.0.0.1"));
            Recorder second = new Recorder();
            endpoint.invite(
                    Invitation.of(SipUri.parse("vm@127.0.0.1"), SipUri.parse(unknown.uri()), Body.sdp(OFFER)), second);
            assertThat(second.end()).isInstanceOf(CallEnd.Unreachable.class);
            elsewhere.expectNo("INVITE", SOON);
            unknown.expectNo("INVITE", SOON);
        }
    }

    @Test
    void aServerNobodyVouchesForIsCalledWhereThatIsConfigured() throws Exception {
        reopen(tls().withServers(Servers.ANY));
        try (SipPeer unknown = SipPeer.tls(stranger.context(stranger.issue("anybody", "dns:example.org")))) {
            call(unknown.uri());
            unknown.expect("INVITE");
        }
    }

    @Test
    void anAcceptedConnectionIsNotTakenForAHostThatItHasNotProven() throws Exception {
        try (SipPeer peer = SipPeer.tls(trusting())) {
            answered(peer);
            SipTrace.Message options = seen(SipTrace.Direction.RECEIVED, "OPTIONS");
            call("sips:somebody@" + options.peer());
            assertThat(events.end())
                    .isInstanceOfSatisfying(
                            CallEnd.Unreachable.class,
                            end -> assertThat(end.why()).contains("not proven"));
            peer.expectNo("INVITE", SOON);
        }
    }

    @Test
    void clientsShowACertificateWhereOneIsRequired() throws Exception {
        reopen(tls().withClientCertificates(ClientCertificates.REQUIRED));
        try (SipPeer known = SipPeer.tls(authority.context(theirs))) {
            answered(known);
        }
        assertThat(isServed(trusting())).isFalse();
    }

    @Test
    void aCertificateThatIsOnlyWantedHasToBeATrustedOneAllTheSame() throws Exception {
        reopen(tls().withClientCertificates(ClientCertificates.WANTED));
        try (SipPeer nameless = SipPeer.tls(trusting())) {
            answered(nameless);
        }
        assertThat(isServed(authority.context(stranger.issue("intruder", "ip:127.0.0.1"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_128_GCM_SHA256",
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
            })
    void theProfileForEmergencyCallsRefusesShorterKeys(String suite) throws Exception {
        assertThat(isServed(trusting(), suite)).isTrue();
        reopen(tls().withProfile(Profile.NG911));
        assertThat(isServed(trusting(), suite)).isFalse();
        assertThat(isServed(trusting(), "TLSv1.3", "TLS_AES_256_GCM_SHA384")).isTrue();
        assertThat(isServed(trusting(), "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"))
                .isTrue();
    }

    @Test
    void whoSpeaksPlainlyToThePortForTlsIsNotHeard() throws Exception {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server().getPort())) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write(options().getBytes(StandardCharsets.UTF_8));
            byte[] answer = plain.getInputStream().readAllBytes();
            // At most an alert of TLS.
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotContain("SIP/2.0");
        }
        assertThat(trace).isEmpty();
    }

    @Test
    void aHandshakeThatTakesTooLongEndsTheConnection() throws Exception {
        reopen(tls().withHandshakes(SOON, 1));
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server().getPort())) {
            silent.setSoTimeout(10_000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void beyondTheLimitOfHandshakesConnectionsAreClosed() throws Exception {
        reopen(tls().withHandshakes(Duration.ofMinutes(1), 1));
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), server().getPort());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), server().getPort())) {
            assertThat(first.isConnected()).isTrue();
            second.setSoTimeout(10_000);
            assertThat(second.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aRenewedCertificateIsShownInTheNextHandshakeAndCallsGoOn() throws Exception {
        try (SipPeer before = SipPeer.tls(trusting());
                SSLSocket after = (SSLSocket) trusting().getSocketFactory().createSocket()) {
            answered(before);
            Authority.Identity renewed = authority.issue("renewed", "ip:127.0.0.1");
            shown.set(identity(renewed));
            after.connect(server());
            after.startHandshake();
            assertThat(after.getSession().getPeerCertificates()[0])
                    .isEqualTo(renewed.chain().getFirst());
            answered(before);
        }
    }

    private static String options() {
        return "OPTIONS " + NEVER_FAR + " SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK" + System.nanoTime()
                + "\r\nCall-ID: " + System.nanoTime() + "\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@127.0.0.1>\r\n"
                + "CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }

    /** Whether a client that speaks only this gets an answer. */
    private boolean isServed(SSLContext context, String... only) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            SSLParameters parameters = socket.getSSLParameters();
            String[] versions =
                    Arrays.stream(only).filter(word -> word.startsWith("TLSv")).toArray(String[]::new);
            String[] suites =
                    Arrays.stream(only).filter(word -> word.startsWith("TLS_")).toArray(String[]::new);
            parameters.setProtocols(versions.length == 0 ? parameters.getProtocols() : versions);
            parameters.setCipherSuites(suites.length == 0 ? parameters.getCipherSuites() : suites);
            socket.setSSLParameters(parameters);
            socket.connect(server());
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            socket.getOutputStream().write(options().getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(11), StandardCharsets.UTF_8).equals("SIP/2.0 200");
        } catch (SSLException | SocketException refused) {
            return false;
        }
    }
}
