package org.voxpost.sip.jain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.voxpost.sip.SipTls.Servers;

/**
 * A connection whose TLS handshake is over.
 *
 * @param below the TCP connection
 * @param servers whether a peer has to prove who it is before requests of ours go there
 */
record TlsLink(SSLSocket secure, Socket below, Servers servers) implements Streams.Link {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    @Override
    public InputStream in() throws IOException {
        return secure.getInputStream();
    }

    @Override
    public OutputStream out() throws IOException {
        return secure.getOutputStream();
    }

    @Override
    public boolean proves(String name) {
        return switch (servers) {
            case ANY -> true;
            case CHECKED -> certified(name);
        };
    }

    private boolean certified(String name) {
        try {
            Certificate[] chain = secure.getSession().getPeerCertificates();
            return chain[0] instanceof X509Certificate own && DomainNames.certified(name, own);
        } catch (SSLPeerUnverifiedException nothingShown) {
            return false;
        }
    }

    /** A farewell may wait for who writes, and by TLS 1.2 for the peer. */
    @Override
    public void close() {
        Thread farewell = Thread.ofVirtual().name("sip-tls-farewell").start(() -> PlainStreams.close(secure));
        Thread.ofVirtual().name("sip-tls-close").start(() -> {
            try {
                if (!farewell.join(FAREWELL)) {
                    PlainStreams.close(below);
                }
            } catch (InterruptedException impossible) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
