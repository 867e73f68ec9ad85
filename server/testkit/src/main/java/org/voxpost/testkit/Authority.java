package org.voxpost.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A certification authority of a test's own, made by the JDK's keytool, and what it issues. */
public final class Authority {
    private static final String SECRET = "changeit";

    private final Path directory;

    private Authority(Path directory) {
        this.directory = directory;
    }

    /** @param directory where its files go; created */
    public static Authority in(Path directory) {
        try {
            Authority made = new Authority(Files.createDirectories(directory));
            made.keytool("authority", "-dname", "CN=Authority", "-ext", "bc:c");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A certificate for these names, each as keytool writes it, such as {@code ip:127.0.0.1} or {@code uri:sip:example.com}. */
    public Identity issue(String alias, String... names) {
        keytool(alias, "-dname", "CN=" + alias, "-ext", "san=" + String.join(",", names), "-signer", "authority");
        try {
            KeyStore store = load();
            return new Identity(
                    (PrivateKey) store.getKey(alias, SECRET.toCharArray()),
                    Arrays.stream(store.getCertificateChain(alias))
                            .map(X509Certificate.class::cast)
                            .toList());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Believes what it has issued, and nothing else. */
    public X509TrustManager trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", load().getCertificate("authority"));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(trusted);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its own certificate in PEM. */
    public Path certificate() throws IOException {
        try {
            return Files.writeString(
                    directory.resolve("authority.pem"),
                    pem("CERTIFICATE", load().getCertificate("authority").getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS of a peer that believes this authority. */
    public SSLContext context(@Nullable Identity own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (own != null) {
                store.setKeyEntry(
                        "own", own.key(), SECRET.toCharArray(), own.chain().toArray(Certificate[]::new));
            }
            keys.init(store, SECRET.toCharArray());
            context.init(keys.getKeyManagers(), new TrustManager[] {trust()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS of a peer that believes whoever answers, and shows nothing. */
    public static SSLContext believingAnybody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /**
     * A certificate with its key.
     *
     * @param chain itself first, the authority last
     */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {
        /** Writes the chain in PEM. */
        public Path writeChain(Path file) throws IOException {
            StringBuilder text = new StringBuilder();
            for (X509Certificate one : chain) {
                try {
                    text.append(pem("CERTIFICATE", one.getEncoded()));
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            }
            return Files.writeString(file, text);
        }

        /** Writes the key in PEM, not encrypted. */
        public Path writeKey(Path file) throws IOException {
            return Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
        }
    }

    private static String pem(String what, byte[] octets) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END " + what
                + "-----\n";
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("store.p12"))) {
            loaded.load(in, SECRET.toCharArray());
        }
        return loaded;
    }

    private void keytool(String alias, String... more) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keystore",
                directory.resolve("store.p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                SECRET,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2"));
        words.addAll(List.of(more));
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
