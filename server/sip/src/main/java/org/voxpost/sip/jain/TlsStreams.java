package org.voxpost.sip.jain;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipTls;

/** Messages go over TLS (RFC 3261 §26.2.1). */
final class TlsStreams implements Streams {
    private static final Logger LOG = LoggerFactory.getLogger(TlsStreams.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final String[] AES_256 = {
        "TLS_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
    };
    private static final String[] STANDARD = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_AES_256_GCM_SHA384",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private final SipTls tls;
    private final TlsSockets sockets;
    private final Semaphore handshakes;

    /** @throws IOException when the certificate cannot be used */
    TlsStreams(SipTls tls) throws IOException {
        this.tls = tls;
        this.sockets = new TlsSockets(tls);
        this.handshakes = new Semaphore(tls.handshakes());
    }

    @Override
    public void accepted(Socket connection, Consumer<Link> then) {
        if (!handshakes.tryAcquire()) {
            LOG.warn(
                    "A SIP connection from {} was refused: {} TLS handshakes are under way already.",
                    peer(connection),
                    tls.handshakes());
            PlainStreams.close(connection);
            return;
        }
        Thread.ofVirtual().name("sip-tls-handshake").start(() -> {
            try {
                SSLSocket secure = sockets.serving(connection);
                secure.setSSLParameters(asked(parameters()));
                handshake(secure, connection);
                then.accept(link(secure, connection));
            } catch (IOException | RuntimeException failed) {
                LOG.info("The TLS handshake of SIP with {} failed: {}", peer(connection), failed.getMessage());
                PlainStreams.close(connection);
            } finally {
                handshakes.release();
            }
        });
    }

    @Override
    public Link made(Socket connection, String name) throws IOException {
        try {
            SSLSocket secure = sockets.calling(connection, name);
            secure.setSSLParameters(parameters());
            handshake(secure, connection);
            Link link = link(secure, connection);
            if (!link.proves(name)) {
                throw new IOException("its certificate is for another host than " + name);
            }
            return link;
        } catch (IOException | RuntimeException refused) {
            PlainStreams.close(connection);
            throw refused;
        }
    }

    private Link link(SSLSocket secure, Socket connection) {
        return new TlsLink(secure, connection, tls.servers());
    }

    private SSLParameters parameters() {
        String[] suites = switch (tls.profile()) {
            case STANDARD -> STANDARD;
            case NG911 -> AES_256;
        };
        return new SSLParameters(suites.clone(), PROTOCOLS.clone());
    }

    private SSLParameters asked(SSLParameters parameters) {
        switch (tls.clientCertificates()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }

    /** A peer that says too little, octet by octet, is given up with its TCP connection. */
    private void handshake(SSLSocket secure, Socket connection) throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofVirtual().name("sip-tls-deadline").start(() -> {
            try {
                if (!over.await(tls.handshake().toNanos(), TimeUnit.NANOSECONDS)) {
                    PlainStreams.close(connection);
                }
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            secure.startHandshake();
        } finally {
            over.countDown();
        }
    }

    private static String peer(Socket connection) {
        return connection.getInetAddress().getHostAddress() + ':' + connection.getPort();
    }
}
