package org.voxpost.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigFile;
import org.voxpost.msrp.TlsContext;
import org.voxpost.testkit.Authority;
import org.voxpost.testkit.SipPeer;
import org.voxpost.testkit.TextCaller;

/** Calls for help over TLS, at a server whose configuration says no more than the profile ng911 and its certificate. */
class SecureHelpTest {

    private static final String SOS = "urn:service:sos";

    @TempDir
    static Path authorities;

    private static Authority authority;
    private static Authority.Identity caller;
    private static Authority.Identity intruder;
    private static Authority.Identity own;

    @TempDir
    Path home;

    private Server server;

    @BeforeAll
    static void certificates() throws Exception {
        authority = Authority.in(authorities.resolve("pca"));
        own = authority.issue("server", "ip:127.0.0.1");
        caller = authority.issue("esrp", "ip:127.0.0.1", "uri:sip:esrp.example.com");
        intruder = Authority.in(authorities.resolve("other")).issue("intruder", "ip:127.0.0.1");
    }

    @BeforeEach
    void start() throws Exception {
        Path chain = own.writeChain(home.resolve("chain.pem"));
        Path key = own.writeKey(home.resolve("key.pem"));
        Config config = ConfigFile.with(
                Config.DEFAULT,
                Map.of(
                        "profile", "ng911",
                        "sip.tls",
                                "{port: 0, certificate: %s, key: %s, trust: %s}"
                                        .formatted(chain, key, authority.certificate()),
                        "sip.udp-port", "0",
                        "sip.tcp-port", "0",
                        "msrp.port", "0",
                        "msrp.tls.port", "0",
                        "api.port", "0"));
        server = Server.start(config, home, Optional.empty(), Optional.empty(), List.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int port() {
        return server.engine().sip().tlsPort().getAsInt();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    @Test
    void aCallOverTlsWithACertificateIsAnsweredAndOnRecord() throws Exception {
        try (Psap psap = Psap.of(server);
                TextCaller help = TextCaller.callBy(SipPeer.tls(authority.context(caller)), address(), SOS)) {
            help.say("someone is in the house");
            JsonNode session = psap.json("/api/v1/sessions/"
                    + psap.untilFirst("message").get("session").asText());
            assertThat(session.get("peer").asText()).matches("127\\.0\\.0\\.1:[0-9]+/TLS");
            assertThat(session.get("called").asText()).isEqualTo(SOS);

            psap.post("/api/v1/sessions/" + session.get("id").asText() + "/messages", "{\"text\": \"where?\"}", 202);
            assertThat(help.expectText()).isEqualTo("where?");
            psap.post("/api/v1/sessions/" + session.get("id").asText() + "/end", "{}", 202);
            assertThat(help.sip().expect("BYE").header("Via").orElse("")).startsWith("SIP/2.0/TLS ");
            assertThat(psap.texts(psap.until("call-ended"))).contains("someone is in the house");
        }
    }

    @Test
    void aCallOverUdpIsTakenAsWell() throws Exception {
        InetSocketAddress plain = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.engine().sipUdpPort());
        try (Psap psap = Psap.of(server);
                TextCaller help = TextCaller.call(plain, SOS)) {
            help.say("I have no TLS");
            assertThat(psap.untilFirst("message").get("text").asText()).isEqualTo("I have no TLS");
        }
    }

    @Test
    void aClientWithShortKeysIsNotSpokenTo() throws Exception {
        int streams = server.engine().msrp().tlsPort(TlsContext.DEFAULT_NAME);
        SSLContext anybody = authority.context(caller);
        for (String suite : List.of("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
            assertThat(shakesHands(anybody, port(), suite)).as(suite).isFalse();
            assertThat(shakesHands(Authority.believingAnybody(), streams, suite))
                    .as(suite)
                    .isFalse();
        }
        for (String suite : List.of("TLS_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")) {
            assertThat(shakesHands(anybody, port(), suite)).as(suite).isTrue();
            assertThat(shakesHands(Authority.believingAnybody(), streams, suite))
                    .as(suite)
                    .isTrue();
        }
    }

    @Test
    void aClientWithAForeignCertificateIsNotHeard() throws Exception {
        assertThat(answers(authority.context(intruder))).isFalse();
        assertThat(answers(authority.context(null))).isTrue();
    }

    @Test
    void whoSpeaksPlainlyToThePortForTlsIsNotHeard() throws Exception {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port());
                Psap psap = Psap.of(server)) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write(options());
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("SIP/2.0");
            assertThat(psap.events(0)).isEmpty();
        }
    }

    private static boolean shakesHands(SSLContext context, int port, String suite) throws IOException {
        try (SSLSocket socket = connect(context, port)) {
            socket.setEnabledCipherSuites(new String[] {suite});
            socket.startHandshake();
            return true;
        } catch (SSLException refused) {
            return false;
        }
    }

    private boolean answers(SSLContext context) throws IOException {
        try (SSLSocket socket = connect(context, port())) {
            socket.getOutputStream().write(options());
            return new String(socket.getInputStream().readNBytes(11), StandardCharsets.UTF_8).equals("SIP/2.0 200");
        } catch (SSLException | SocketException refused) {
            return false;
        }
    }

    private static SSLSocket connect(SSLContext context, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] options() {
        String request = """
            OPTIONS sip:a@127.0.0.1 SIP/2.0
            Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bKask
            Call-ID: ask
            From: <sip:a@b>;tag=1
            To: <sip:a@127.0.0.1>
            CSeq: 1 OPTIONS
            Max-Forwards: 70
            Content-Length: 0

            """;
        return request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
