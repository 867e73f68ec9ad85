package org.voxpost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Where a stream of SIP comes from: TCP, or TLS on it. */
sealed interface StreamSockets {

    /** As a Via header names it. */
    String name();

    ServerSocket listen();

    Socket connect(InetSocketAddress address);

    record Plain() implements StreamSockets {
        @Override
        public String name() {
            return "TCP";
        }

        @Override
        public ServerSocket listen() {
            return Sockets.listen();
        }

        @Override
        public Socket connect(InetSocketAddress address) {
            return Sockets.connect(address);
        }
    }

    /**
     * TLS with the certificates of this context.
     *
     * @param only versions or cipher suites, as the JDK names them, besides which none is spoken; empty for its defaults
     */
    record Secure(SSLContext context, List<String> only) implements StreamSockets {
        public Secure {
            only = List.copyOf(only);
        }

        @Override
        public String name() {
            return "TLS";
        }

        @Override
        public ServerSocket listen() {
            try {
                SSLServerSocket socket = (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
                socket.setSSLParameters(limited(socket.getSSLParameters()));
                return socket;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Socket connect(InetSocketAddress address) {
            Socket plain = Sockets.connect(address);
            try {
                SSLSocket secure = (SSLSocket) context.getSocketFactory()
                        .createSocket(plain, address.getHostString(), address.getPort(), true);
                secure.setSSLParameters(limited(secure.getSSLParameters()));
                secure.startHandshake();
                return secure;
            } catch (IOException e) {
                Sockets.close(plain);
                throw new UncheckedIOException(e);
            }
        }

        private SSLParameters limited(SSLParameters parameters) {
            String[] versions =
                    only.stream().filter(word -> word.startsWith("TLSv")).toArray(String[]::new);
            String[] suites =
                    only.stream().filter(word -> word.startsWith("TLS_")).toArray(String[]::new);
            if (versions.length > 0) {
                parameters.setProtocols(versions);
            }
            if (suites.length > 0) {
                parameters.setCipherSuites(suites);
            }
            return parameters;
        }
    }
}
