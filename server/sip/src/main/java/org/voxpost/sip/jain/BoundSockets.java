package org.voxpost.sip.jain;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Optional;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipTls;

/** The sockets of an endpoint, bound before the stack starts: it takes no port 0. */
record BoundSockets(DatagramSocket udp, ServerSocket tcp, Optional<ServerSocket> tls) {
    private static final int ATTEMPTS = 20;
    private static final int BACKLOG = 200;

    /** A burst of calls must survive a pause of the collector. */
    private static final int BUFFER = 4 << 20;

    /** With both ports free to choose, both get the same number. */
    static BoundSockets open(SipConfiguration configuration) throws IOException {
        InetAddress address = InetAddress.getByName(configuration.bindAddress());
        int attempts = configuration.udpPort() == 0 && configuration.tcpPort() == 0 ? ATTEMPTS : 1;
        for (int attempt = 1; ; attempt++) {
            DatagramSocket udp = udp(address, configuration.udpPort());
            int port = attempts == 1 ? configuration.tcpPort() : udp.getLocalPort();
            try {
                return withTls(address, udp, tcp(address, port), configuration.tls());
            } catch (BindException taken) {
                udp.close();
                if (attempt == attempts) {
                    throw cannot(address, port, "TCP", taken);
                }
            }
        }
    }

    private static BoundSockets withTls(InetAddress address, DatagramSocket udp, ServerSocket tcp, Optional<SipTls> tls)
            throws IOException {
        if (tls.isEmpty()) {
            return new BoundSockets(udp, tcp, Optional.empty());
        }
        try {
            return new BoundSockets(udp, tcp, Optional.of(tcp(address, tls.get().port())));
        } catch (IOException taken) {
            udp.close();
            tcp.close();
            throw cannot(address, tls.get().port(), "TLS", taken);
        }
    }

    int udpPort() {
        return udp.getLocalPort();
    }

    int tcpPort() {
        return tcp.getLocalPort();
    }

    void close() throws IOException {
        udp.close();
        tcp.close();
        if (tls.isPresent()) {
            tls.get().close();
        }
    }

    private static DatagramSocket udp(InetAddress address, int port) throws IOException {
        try {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, port));
            socket.setReceiveBufferSize(BUFFER);
            socket.setSendBufferSize(BUFFER);
            return socket;
        } catch (SocketException taken) {
            throw cannot(address, port, "UDP", taken);
        }
    }

    private static ServerSocket tcp(InetAddress address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
            return socket;
        } catch (IOException taken) {
            socket.close();
            throw taken;
        }
    }

    private static IOException cannot(InetAddress address, int port, String transport, IOException why) {
        return new IOException(
                "cannot bind SIP to " + address.getHostAddress() + ":" + port + "/" + transport + ": "
                        + why.getMessage(),
                why);
    }
}
