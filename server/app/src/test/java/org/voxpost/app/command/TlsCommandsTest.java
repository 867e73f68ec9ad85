package org.voxpost.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.testkit.Authority;
import picocli.CommandLine;

/** The certificates of {@code receive} and {@code send}, over real TLS on loopback. */
@Timeout(120)
class TlsCommandsTest {
    private static final String HOST = "127.0.0.1";

    /** The options of who shows a certificate of an authority. */
    private static List<String> ours = List.of();

    private static List<String> strangers = List.of();
    private static String trust = "";

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private String file;

    @BeforeAll
    static void issue(@TempDir Path authorities) throws Exception {
        Authority authority = Authority.in(authorities.resolve("ours"));
        trust = authority.certificate().toString();
        ours = shown(authority, authorities.resolve("ours"));
        strangers = shown(Authority.in(authorities.resolve("strangers")), authorities.resolve("strangers"));
    }

    @BeforeEach
    void prepare() throws Exception {
        file = Files.writeString(directory.resolve("a.amr"), "a".repeat(5_000)).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "wanted", "required"})
    void clientsThatShowTheCertificateOfTheirFingerprintAreServed(String wish) throws Exception {
        try (Receiving server = new Receiving("--tls-clients", wish)) {
            assertThat(server.send("--tls")).isZero();
            assertThat(server.lines.poll(30, TimeUnit.SECONDS)).startsWith("received ");
        }
    }

    @ParameterizedTest
    @CsvSource({"none,true,0", "none,false,0", "wanted,true,0", "wanted,false,1", "required,true,0", "required,false,1"
    })
    void withoutAFingerprintOnlyAnAuthorityThatIsTrustedVouchesForAClient(String wish, boolean trusted, int exit)
            throws Exception {
        List<String> client = trusted ? ours : strangers;
        try (Receiving server = new Receiving(and(ours, "--tls-trust", trust, "--tls-clients", wish))) {
            assertThat(server.send(and(client, "--tls", "--tls-trust", trust))).isEqualTo(exit);
        }
    }

    @Test
    void aClientWithoutACertificateIsRefusedInTheHandshakeWhereOneIsRequired() throws Exception {
        try (Receiving server = new Receiving("--tls-clients", "wanted")) {
            server.shakeHandsWithoutACertificate();
        }
        try (Receiving server = new Receiving("--tls-clients", "required")) {
            assertThatThrownBy(server::shakeHandsWithoutACertificate).isInstanceOf(IOException.class);
        }
    }

    private static List<String> shown(Authority issuer, Path files) throws IOException {
        Authority.Identity peer = issuer.issue("peer", "ip:" + HOST);
        return List.of(
                "--tls-certificate",
                peer.writeChain(files.resolve("peer.pem")).toString(),
                "--tls-key",
                peer.writeKey(files.resolve("peer.key")).toString());
    }

    private static String[] and(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** A {@code voxpost receive} over TLS, in this process. */
    private final class Receiving implements AutoCloseable {
        private static final Pattern PORTS = Pattern.compile(" udp ([0-9]+) .* over TLS ([0-9]+) ");

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final ExecutorService running = Executors.newVirtualThreadPerTaskExecutor();
        private final int sipPort;
        private final int tlsPort;

        Receiving(String... options) throws Exception {
            List<String> words =
                    new ArrayList<>(List.of("receive", "--once", "--tls", "--port", "0", "--msrp-port", "0", "--dir"));
            words.add(Files.createTempDirectory(directory, "received").toString());
            words.addAll(List.of(options));
            CommandLine line = VoxpostCommand.commandLine();
            line.setOut(new PrintWriter(new LineWriter(lines), true));
            // Interrupted at its end, which is told as a failure.
            line.setErr(new PrintWriter(Writer.nullWriter()));
            running.execute(() -> line.execute(words.toArray(String[]::new)));
            Matcher ports = PORTS.matcher(Objects.requireNonNull(lines.poll(30, TimeUnit.SECONDS)));
            assertThat(ports.find()).isTrue();
            sipPort = Integer.parseInt(ports.group(1));
            tlsPort = Integer.parseInt(ports.group(2));
        }

        /** Sends the file to it; returns the exit code. */
        int send(String... options) {
            CommandLine line = VoxpostCommand.commandLine();
            line.setOut(new PrintWriter(new StringWriter()));
            line.setErr(new PrintWriter(new StringWriter()));
            return line.execute(and(List.of("send", file, "sip:mailbox@" + HOST + ":" + sipPort), options));
        }

        void shakeHandsWithoutACertificate() throws Exception {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Everybody()}, null);
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), tlsPort)) {
                // In 1.3 a client is through before the server has seen its certificate.
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                socket.startHandshake();
            }
        }

        @Override
        public void close() {
            running.shutdownNow();
            running.close();
        }
    }

    /** Whole lines for a queue. */
    private static final class LineWriter extends Writer {
        private final BlockingQueue<String> lines;
        private final StringBuilder open = new StringBuilder();

        LineWriter(BlockingQueue<String> lines) {
            this.lines = lines;
        }

        @Override
        public void write(char[] text, int start, int length) {
            for (int i = start; i < start + length; i++) {
                if (text[i] == '\n') {
                    lines.add(open.toString());
                    open.setLength(0);
                } else {
                    open.append(text[i]);
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
