package org.voxpost.msrp;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.voxpost.sdp.Fingerprint;

/** Certificates of every kind, made for a test. */
public final class Certificates {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private Certificates() {}

    /** A certificate with its key, and those that lead to its authority. */
    public record Made(PrivateKey key, List<X509Certificate> chain) {

        public X509Certificate own() {
            return chain.getFirst();
        }

        public Fingerprint fingerprint(String hash) throws Exception {
            return Fingerprint.ofCertificate(hash, own().getEncoded());
        }

        public Path certificates(Path directory) throws IOException {
            return pem(directory.resolve("chain.pem"), chain.toArray());
        }

        public Path key(Path directory) throws IOException {
            return pem(directory.resolve("key.pem"), new PemObject("PRIVATE KEY", key.getEncoded()));
        }

        /** For sockets of the JDK that show this and take everything. */
        public SSLContext sockets() throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, new char[0], chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {new Everybody()}, null);
            return context;
        }

        private static Path pem(Path file, Object... objects) throws IOException {
            try (Writer out = Files.newBufferedWriter(file);
                    JcaPEMWriter writer = new JcaPEMWriter(out)) {
                for (Object object : objects) {
                    writer.writeObject(object);
                }
            }
            return file;
        }
    }

    /** For sockets of the JDK that show nothing and take everything. */
    public static SSLContext anonymous() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Everybody()}, null);
        return context;
    }

    public static Made selfSigned(String host) throws Exception {
        return make(host, null, false, Duration.ofDays(1), "SHA256withECDSA");
    }

    public static Made selfSigned(String host, String signature) throws Exception {
        return make(host, null, false, Duration.ofDays(1), signature);
    }

    /** With an RSA key, where all others have one of ECDSA. */
    public static Made rsa(String host) throws Exception {
        return make(host, null, false, Duration.ofDays(1), "SHA256withRSA");
    }

    public static Made authority(String name) throws Exception {
        return make(name, null, true, Duration.ofDays(1), "SHA256withECDSA");
    }

    public static Made issued(Made by, String host) throws Exception {
        return make(host, by, false, Duration.ofDays(1), "SHA256withECDSA");
    }

    /** Valid until an hour ago. */
    public static Made expired(@Nullable Made by, String host) throws Exception {
        return make(host, by, false, Duration.ofHours(-1), "SHA256withECDSA");
    }

    private static Made make(String host, @Nullable Made by, boolean authority, Duration validFor, String signature)
            throws Exception {
        boolean rsa = signature.endsWith("withRSA");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
        generator.initialize(rsa ? 2_048 : 256);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=" + host);
        X500Name issuer = by == null
                ? name
                : X500Name.getInstance(by.own().getSubjectX500Principal().getEncoded());
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(SERIAL.getAndIncrement()),
                        Date.from(now.minus(Duration.ofDays(2))),
                        Date.from(now.plus(validFor)),
                        name,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!authority) {
            boolean address = host.matches("[0-9.]+");
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host)));
        }
        X509Certificate own = new JcaX509CertificateConverter()
                .getCertificate(builder.build(
                        new JcaContentSignerBuilder(signature).build(by == null ? pair.getPrivate() : by.key())));
        List<X509Certificate> chain = new ArrayList<>(List.of(own));
        if (by != null) {
            chain.addAll(by.chain());
        }
        return new Made(pair.getPrivate(), List.copyOf(chain));
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
