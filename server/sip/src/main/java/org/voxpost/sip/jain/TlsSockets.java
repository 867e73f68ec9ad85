package org.voxpost.sip.jain;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.voxpost.sip.SipIdentity;
import org.voxpost.sip.SipTls;
import org.voxpost.sip.SipTls.Servers;

/** TLS ends of TCP connections, with the certificate of now. */
final class TlsSockets {
    private static final char[] NO_SECRET = new char[0];

    private final SipTls tls;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Made made;

    /** A TLS session is resumed only within what one identity made, so that a renewed one is seen by everybody. */
    private record Made(SipIdentity identity, SSLContext server, SSLContext client) {}

    TlsSockets(SipTls tls) throws IOException {
        this.tls = tls;
        this.made = made(tls.identity().get());
    }

    /** The end of a connection that was made to us. */
    SSLSocket serving(Socket connection) throws IOException {
        return (SSLSocket) current().server.getSocketFactory().createSocket(connection, null, true);
    }

    /**
     * The end of a connection that we make.
     *
     * @param name of the peer; sent as server name where it is a name (RFC 6066 §3)
     */
    SSLSocket calling(Socket connection, String name) throws IOException {
        return (SSLSocket)
                current().client.getSocketFactory().createSocket(connection, name, connection.getPort(), true);
    }

    private Made current() throws IOException {
        SipIdentity now = tls.identity().get();
        if (!made.identity.equals(now)) {
            renewing.lock();
            try {
                if (!made.identity.equals(now)) {
                    made = made(now);
                }
            } finally {
                renewing.unlock();
            }
        }
        return made;
    }

    private Made made(SipIdentity identity) throws IOException {
        try {
            TrustManager[] checked = {identity.authorities()};
            TrustManager[] servers = tls.servers() == Servers.ANY ? new TrustManager[] {new AnyServer()} : checked;
            KeyManager[] keys = keys(identity);
            return new Made(identity, context(keys, checked), context(keys, servers));
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the certificate of SIP cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static KeyManager[] keys(SipIdentity identity) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("sip", identity.key(), NO_SECRET, identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_SECRET);
        return factory.getKeyManagers();
    }
}
