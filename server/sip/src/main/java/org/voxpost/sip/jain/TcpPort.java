package org.voxpost.sip.jain;

import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP over TCP (RFC 3261 §18): accepts connections, and makes those that requests of ours need. */
final class TcpPort extends Port {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
    private static final int MOST_CONNECTIONS = 4096;

    private final ServerSocket server;
    private final Intake intake;
    private final int largest;
    private final ConcurrentHashMap<String, TcpConnection> connections = new ConcurrentHashMap<>();

    TcpPort(SIPTransactionStack stack, ServerSocket server, Intake intake, int largest) {
        super(server.getInetAddress(), server.getLocalPort(), Transports.TCP, stack, largest);
        this.server = server;
        this.intake = intake;
        this.largest = largest;
    }

    @Override
    public void start() {
        Thread.ofVirtual().name("sip-tcp-" + server.getLocalPort()).start(this::accept);
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            LOG.debug("Closing SIP TCP port {} failed: {}", getPort(), failed.getMessage());
        }
        List.copyOf(connections.values()).forEach(TcpConnection::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (connections.size() >= MOST_CONNECTIONS) {
                    LOG.warn(
                            "A SIP connection from {} was refused: there are {} already.",
                            socket.getInetAddress().getHostAddress(),
                            MOST_CONNECTIONS);
                    socket.close();
                    continue;
                }
                TcpConnection connection =
                        new TcpConnection(this, intake, socket.getInetAddress(), socket.getPort(), largest);
                TcpConnection before = connections.put(connection.getKey(), connection);
                if (before != null) {
                    before.close();
                }
                connection.run(socket);
            } catch (IOException failed) {
                if (!server.isClosed()) {
                    LOG.warn("Accepting SIP connections on port {} failed: {}", getPort(), failed.getMessage());
                }
            }
        }
    }

    void closed(TcpConnection connection) {
        connections.remove(connection.getKey(), connection);
    }

    /** The source address of connections that we make. */
    InetAddress source() {
        return server.getInetAddress();
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return connections.computeIfAbsent(
                MessageChannel.getKey(host, port, Transports.TCP),
                key -> new TcpConnection(this, intake, host, port, largest));
    }

    @Override
    public boolean inUse() {
        return !connections.isEmpty();
    }
}
