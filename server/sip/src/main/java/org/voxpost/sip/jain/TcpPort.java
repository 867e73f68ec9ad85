package org.voxpost.sip.jain;

import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP over TCP, or over TLS on it (RFC 3261 §18): accepts connections, and makes those that requests of ours need. */
final class TcpPort extends Port {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
    private static final int MOST_CONNECTIONS = 4096;

    private final ServerSocket server;
    private final Intake intake;
    private final int largest;
    private final Streams streams;
    private final ConcurrentHashMap<String, TcpConnection> connections = new ConcurrentHashMap<>();

    /**
     * A listener, not started yet.
     *
     * @param transport {@link Transports#TCP} or {@link Transports#TLS}
     * @param largest octets of a message
     */
    TcpPort(
            SIPTransactionStack stack,
            ServerSocket server,
            String transport,
            Streams streams,
            Intake intake,
            int largest) {
        super(server.getInetAddress(), server.getLocalPort(), transport, stack, largest);
        this.server = server;
        this.streams = streams;
        this.intake = intake;
        this.largest = largest;
    }

    @Override
    public void start() {
        Thread.ofVirtual()
                .name("sip-" + getTransport() + "-" + server.getLocalPort())
                .start(this::accept);
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
                socket.setTcpNoDelay(true);
                InetAddress peer = socket.getInetAddress();
                int port = socket.getPort();
                streams.accepted(socket, link -> enter(new TcpConnection(this, intake, peer, port, largest), link));
            } catch (IOException failed) {
                if (!server.isClosed()) {
                    LOG.warn("Accepting SIP connections on port {} failed: {}", getPort(), failed.getMessage());
                }
            }
        }
    }

    private void enter(TcpConnection connection, Streams.Link link) {
        TcpConnection before = connections.put(connection.getKey(), connection);
        if (before != null) {
            before.close();
        }
        connection.run(link);
        if (server.isClosed()) {
            connection.close();
        }
    }

    /**
     * Sees to it that there is a connection to a target, of the peer that is meant; blocks while it is made.
     *
     * @throws IOException when there can be none
     */
    void reach(Target target) throws IOException {
        Optional<TcpConnection> standing = target.standing();
        if (standing.isEmpty()) {
            connection(InetAddress.ofLiteral(target.plainHost()), target.port()).reach(target.name());
        } else if (!standing.get().open()) {
            throw new IOException("the connection of the call has ended");
        }
    }

    Optional<TcpConnection> standing(Target target) {
        return Optional.ofNullable(connections.get(MessageChannel.getKey(
                        InetAddress.ofLiteral(target.plainHost()), target.port(), getTransport())))
                .filter(TcpConnection::open);
    }

    void closed(TcpConnection connection) {
        connections.remove(connection.getKey(), connection);
    }

    /** The source address of connections that we make. */
    InetAddress source() {
        return server.getInetAddress();
    }

    Streams streams() {
        return streams;
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return connection(host, port);
    }

    private TcpConnection connection(InetAddress host, int port) {
        return connections.computeIfAbsent(
                MessageChannel.getKey(host, port, getTransport()),
                key -> new TcpConnection(this, intake, host, port, largest));
    }

    @Override
    public boolean inUse() {
        return !connections.isEmpty();
    }
}
