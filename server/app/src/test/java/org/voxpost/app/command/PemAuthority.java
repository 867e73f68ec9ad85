package org.voxpost.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of a test's own, made by the JDK's keytool, and what it issues, as PEM files. */
final class PemAuthority {
    private static final String SECRET = "changeit";

    private final Path store;
    private final Path directory;

    /**
     * @param directory where its files go; created
     * @param address of the one peer that it issues a certificate to
     */
    PemAuthority(Path directory, String address) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.store = directory.resolve("store.p12");
        keytool("-alias", "authority", "-dname", "CN=Authority", "-ext", "bc:c");
        keytool("-alias", "peer", "-dname", "CN=" + address, "-ext", "san=ip:" + address, "-signer", "authority");
    }

    /** Its own certificate, for those who trust it. */
    Path trust() throws Exception {
        return certificates("authority");
    }

    /** The chain of its peer. */
    Path chain() throws Exception {
        return certificates("peer");
    }

    /** The key of its peer. */
    Path key() throws Exception {
        byte[] key = load().getKey("peer", SECRET.toCharArray()).getEncoded();
        return Files.writeString(directory.resolve("peer.key"), pem("PRIVATE KEY", key));
    }

    private Path certificates(String name) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Certificate certificate : load().getCertificateChain(name)) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return Files.writeString(directory.resolve(name + ".pem"), text);
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, SECRET.toCharArray());
        }
        return loaded;
    }

    private static String pem(String what, byte[] octets) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END " + what
                + "-----\n";
    }

    private void keytool(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
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
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
