package org.voxpost.msrp.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.Certificates;
import org.voxpost.msrp.Certificates.Made;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsContext.ClientCertificates;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.msrp.session.PeerIdentity;

/** RSA keys are used beside the event loop, however long they are (ADR 14). */
@Timeout(60)
class RsaSigningTest {

    private static final String LOOP = "loop";
    private static final String BESIDE = "beside";
    private static final String HOST = "127.0.0.1";

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, (ThreadFactory) task -> new Thread(task, LOOP), NioIoHandler.newFactory());
    private final ExecutorService beside = Executors.newSingleThreadExecutor(task -> new Thread(task, BESIDE));
    private final Set<String> signers = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Made made;

    @BeforeEach
    void prepare() throws Exception {
        assumeTrue(OpenSsl.isAvailable());
        made = Certificates.rsa(HOST);
    }

    @AfterEach
    void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        beside.close();
    }

    /** Its key tells who uses it. */
    private TlsIdentity identity() throws Exception {
        RSAPrivateCrtKey watched = (RSAPrivateCrtKey) Proxy.newProxyInstance(
                RSAPrivateCrtKey.class.getClassLoader(),
                new Class<?>[] {RSAPrivateCrtKey.class},
                (_, method, given) -> {
                    signers.add(Thread.currentThread().getName());
                    try {
                        return method.invoke(made.key(), given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        TlsContext context = TlsContext.selfSigned("default").withClientCertificates(ClientCertificates.REQUIRED);
        TlsIdentity identity = new TlsIdentity(
                context, TlsSettings.of(context), new Credential(watched, made.chain()), TrustStore.platform());
        signers.clear();
        return identity;
    }

    private Channel listen(TlsIdentity identity) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(identity.accepting(channel.alloc(), beside));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private static int port(Channel listener) {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void serverSignsBesideItsLoop(String version) throws Exception {
        Channel listener = listen(identity());
        SSLContext client = Certificates.selfSigned("client").sockets();
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port(listener))) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
        assertThat(signers).containsExactly(BESIDE);
    }

    @Test
    void clientSignsBesideItsLoop() throws Exception {
        Channel listener = listen(new TlsIdentity(
                TlsContext.selfSigned("default").withClientCertificates(ClientCertificates.REQUIRED),
                TlsSettings.of(TlsContext.selfSigned("default")),
                new Credential(made.key(), made.chain()),
                TrustStore.platform()));
        TlsIdentity identity = identity();
        Expectation server = new Expectation(new PeerIdentity.Holder(Set.of(made.fingerprint("sha-256"))));
        SslHandler handler = identity.connecting(ByteBufAllocator.DEFAULT, beside, HOST, port(listener), server);
        Channel channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(handler)
                .connect(listener.localAddress())
                .syncUninterruptibly()
                .channel();
        handler.handshakeFuture().syncUninterruptibly();
        channel.close().syncUninterruptibly();
        assertThat(signers).containsExactly(BESIDE);
    }

    @ParameterizedTest
    @CsvSource({
        "0x0401,SHA256withRSA,",
        "0x0501,SHA384withRSA,",
        "0x0601,SHA512withRSA,",
        "0x0804,RSASSA-PSS,SHA-256",
        "0x0805,RSASSA-PSS,SHA-384",
        "0x0806,RSASSA-PSS,SHA-512",
    })
    void everySchemeOfTlsIsSignedAsTheRfcHasIt(String scheme, String algorithm, @Nullable String hash)
            throws Exception {
        byte[] input = {1, 2, 3};
        SSLEngine any = SSLContext.getDefault().createSSLEngine();
        byte[] signed = new RsaSigning(made.key()).sign(any, Integer.decode(scheme), input);
        PublicKey open = made.own().getPublicKey();
        Signature verifying = Signature.getInstance(algorithm);
        if (hash != null) {
            int salt = Integer.parseInt(hash.substring(4)) / 8;
            verifying.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
        }
        verifying.initVerify(open);
        verifying.update(input);
        assertThat(verifying.verify(signed)).isTrue();
    }

    @Test
    void otherSchemesAreNotSigned() throws Exception {
        PrivateKey key = made.key();
        SSLEngine any = SSLContext.getDefault().createSSLEngine();
        assertThatThrownBy(() -> new RsaSigning(key).sign(any, 0x0403, new byte[1]))
                .isInstanceOf(InvalidKeyException.class);
    }
}
