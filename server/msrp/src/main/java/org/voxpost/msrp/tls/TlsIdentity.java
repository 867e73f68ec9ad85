package org.voxpost.msrp.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslX509KeyManagerFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsContext.ClientCertificates;
import org.voxpost.msrp.TlsContext.Profile;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.msrp.session.PeerIdentity;
import org.voxpost.sdp.Fingerprint;

/** One certificate of a context, ready for handshakes. A reload makes another one. */
public final class TlsIdentity {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final List<String> AES_256 = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    private static final List<String> STANDARD = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final TlsContext context;
    private final TlsSettings settings;
    private final TrustStore authorities;
    private final HandshakeTrust trust;
    private final Credential credential;
    private final boolean shown;
    private final SslContext server;
    private final SslContext client;

    TlsIdentity(TlsContext context, TlsSettings settings, Credential credential, TrustStore authorities)
            throws IOException {
        this.context = context;
        this.settings = settings;
        this.authorities = authorities;
        this.trust = new HandshakeTrust(authorities, settings.chainOctets());
        this.credential = credential;
        this.shown = switch (context.fingerprints()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> credential.selfSigned();
        };
        X509Certificate[] chain = credential.chain().toArray(X509Certificate[]::new);
        try {
            SslProvider provider = provider(context.profile());
            if (provider == SslProvider.OPENSSL && RsaSigning.suits(credential.key())) {
                KeyManagerFactory keyless = OpenSslX509KeyManagerFactory.newKeyless(chain);
                RsaSigning signing = new RsaSigning(credential.key());
                this.server = server(
                        provider,
                        SslContextBuilder.forServer(keyless).option(OpenSslContextOption.PRIVATE_KEY_METHOD, signing));
                this.client = client(
                        provider,
                        SslContextBuilder.forClient()
                                .keyManager(keyless)
                                .option(OpenSslContextOption.PRIVATE_KEY_METHOD, signing));
            } else {
                this.server = server(provider, SslContextBuilder.forServer(credential.key(), chain));
                this.client = client(provider, SslContextBuilder.forClient().keyManager(credential.key(), chain));
            }
        } catch (GeneralSecurityException | SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "the certificate of TLS context " + context.name() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private SslContext server(SslProvider provider, SslContextBuilder builder) throws SSLException {
        return common(provider, builder)
                .clientAuth(clientAuth(context.clientCertificates()))
                .build();
    }

    private SslContext client(SslProvider provider, SslContextBuilder builder) throws SSLException {
        return common(provider, builder)
                // The host is compared by our own trust manager, where there is no fingerprint.
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    private SslContextBuilder common(SslProvider provider, SslContextBuilder builder) {
        List<String> ciphers = context.profile() == Profile.NG911 ? AES_256 : STANDARD;
        builder.sslProvider(provider)
                .protocols(PROTOCOLS)
                .ciphers(ciphers, SupportedCipherSuiteFilter.INSTANCE)
                .trustManager(trust);
        // Netty's default as well, unless a property says otherwise: checks and signatures are tasks, as they are with
        // the JDK.
        return provider == SslProvider.OPENSSL ? builder.option(OpenSslContextOption.USE_TASKS, true) : builder;
    }

    /** BoringSSL is faster, but cannot be kept from AES-128 in TLS 1.3. */
    private static SslProvider provider(Profile profile) {
        return profile == Profile.STANDARD && OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    private static ClientAuth clientAuth(ClientCertificates wish) {
        return switch (wish) {
            case NONE -> ClientAuth.NONE;
            case WANTED -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }

    /** The hash functions of what our descriptions show of this certificate; none where an authority vouches for it. */
    Set<String> hashes() {
        return shown ? credential.hashes() : Set.of();
    }

    /** What our descriptions show of this certificate alone. */
    List<Fingerprint> fingerprints() {
        return fingerprints(hashes());
    }

    /** Of this certificate by these hash functions, whether it needs them or not. */
    List<Fingerprint> fingerprints(Set<String> hashes) {
        return credential.fingerprints(hashes);
    }

    /** The end of a connection that was made to us. */
    public SslHandler accepting(ByteBufAllocator allocator, Executor tasks) {
        return timed(server.newHandler(allocator, tasks));
    }

    /**
     * The end of a connection that we make.
     *
     * @param host of the URI, sent as server name where it is a name
     */
    public SslHandler connecting(
            ByteBufAllocator allocator, Executor tasks, String host, int port, Expectation expected) {
        SslHandler handler = client.newHandler(allocator, host, port, tasks);
        SSLEngine engine = handler.engine();
        trust.expect(engine, expected);
        handler.handshakeFuture().addListener(_ -> trust.forget(engine));
        return timed(handler);
    }

    private SslHandler timed(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(settings.handshake().toMillis());
        return handler;
    }

    /** What a peer showed in a handshake that is over; empty for nothing. */
    public static List<X509Certificate> shownBy(SslHandler handler) {
        try {
            return Arrays.stream(handler.engine().getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    /**
     * Why the server that we connected to is not the one expected. Asked again after the handshake, since one that resumes a
     * TLS session shows no certificate.
     */
    public Optional<String> refusalOfServer(List<X509Certificate> shown, PeerIdentity expected) {
        return shown.isEmpty()
                ? Optional.of("it has shown no certificate")
                : Verification.refusal(shown, expected, true, authorities);
    }

    /** Why the client that connected to us is not the one that a session's description promised (RFC 8122 §6.2). */
    public Optional<String> refusalOfClient(List<X509Certificate> shown, PeerIdentity expected) {
        if (context.clientCertificates() == ClientCertificates.NONE) {
            return Optional.empty();
        }
        if (!shown.isEmpty()) {
            return Verification.refusal(shown, expected, false, authorities);
        }
        boolean promised = expected instanceof PeerIdentity.Holder;
        return promised || context.clientCertificates() == ClientCertificates.REQUIRED
                ? Optional.of("it has shown no certificate, and its session description promised one")
                : Optional.empty();
    }
}
