package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.MediaException.Reason;

/** A server with a certificate that only we trust, and that wants ours. */
@Timeout(120)
class HttpTlsTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path home;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        KeyStore theirs = identity("server", "EC");
        KeyStore ours = identity("client", "RSA");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", ours.getCertificate("client"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(theirs, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[2]);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    /** Makes a self-signed certificate and writes it and its key as PEM. */
    private static KeyStore identity(String name, String algorithm) throws Exception {
        Path store = home.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD);
        Key key = made.getKey(name, PASSWORD);
        pem(name + ".key", "PRIVATE KEY", key.getEncoded());
        pem(name + ".crt", "CERTIFICATE", made.getCertificate(name).getEncoded());
        return made;
    }

    private static void pem(String file, String kind, byte[] content) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                home.resolve(file), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    private MediaStore open(HttpTls tls) throws Exception {
        Path media = Files.createDirectories(directory.resolve("media"));
        AllowedTarget target = AllowedTarget.parse("127.0.0.1:*");
        return MediaStore.open(MediaConfiguration.reading(media, directory.resolve("spool"))
                .withHttp(HttpSettings.allowing(target)
                        .withSites(HttpSite.of(target).withTls(tls))));
    }

    private static MediaUri uri() throws MediaException {
        return MediaUri.parse("https://127.0.0.1:" + server.getAddress().getPort() + "/a");
    }

    private static Optional<Path> file(String name) {
        return Optional.of(home.resolve(name));
    }

    @Test
    void aTrustedServerSeesOurCertificate() throws Exception {
        try (MediaStore store = open(new HttpTls(file("server.crt"), file("client.crt"), file("client.key")));
                Fetched fetched = store.fetch(uri(), FetchTerms.configured())) {
            assertThat(fetched.length()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsNotTalkedTo() throws Exception {
        HttpTls strangers = new HttpTls(Optional.empty(), file("client.crt"), file("client.key"));
        try (MediaStore store = open(strangers)) {
            Failing.with(Reason.UNREACHABLE, () -> store.fetch(uri(), FetchTerms.configured()));
        }
        HttpTls wrong = new HttpTls(file("client.crt"), file("client.crt"), file("client.key"));
        try (MediaStore store = open(wrong)) {
            Failing.with(Reason.UNREACHABLE, () -> store.fetch(uri(), FetchTerms.configured()));
        }
    }

    @Test
    void withoutOurCertificateTheServerDoesNotTalkToUs() throws Exception {
        try (MediaStore store = open(new HttpTls(file("server.crt"), Optional.empty(), Optional.empty()))) {
            Failing.with(Reason.UNREACHABLE, () -> store.fetch(uri(), FetchTerms.configured()));
        }
    }

    @Test
    void filesThatAreNoCertificatesStopTheStart() {
        Failing.with(Reason.UNREADABLE, () -> open(new HttpTls(file("missing"), Optional.empty(), Optional.empty())));
        Failing.with(
                Reason.UNREADABLE, () -> open(new HttpTls(file("client.key"), Optional.empty(), Optional.empty())));
        Failing.with(
                Reason.UNREADABLE, () -> open(new HttpTls(Optional.empty(), file("client.crt"), file("client.crt"))));
    }
}
