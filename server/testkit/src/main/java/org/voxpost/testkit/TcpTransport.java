package org.voxpost.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SIP over TCP, TLS on it or not: messages are cut by their Content-Length. */
final class TcpTransport implements SipTransport {
    private static final Pattern LENGTH =
            Pattern.compile("^(?:content-length|l)\\s*:\\s*(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final StreamSockets kind;
    private final ServerSocket server;
    private final Receiver receiver;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<InetSocketAddress, SipRoute> opened = new ConcurrentHashMap<>();

    TcpTransport(StreamSockets kind, Receiver receiver) {
        this.kind = kind;
        this.server = kind.listen();
        this.receiver = receiver;
    }

    TcpTransport start() {
        Sockets.start("sip-peer-accept", this::accept);
        return this;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private SipRoute serve(Socket socket) {
        sockets.add(socket);
        ReentrantLock writing = new ReentrantLock();
        SipRoute route = octets -> write(socket, writing, octets);
        Sockets.start("sip-peer-tcp", () -> read(socket, route));
        return route;
    }

    private void read(Socket socket, SipRoute route) {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            for (byte[] head = head(in); head.length > 0; head = head(in)) {
                byte[] body = in.readNBytes(length(head));
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                whole.writeBytes(head);
                whole.writeBytes(body);
                receiver.received(whole.toByteArray(), route);
            }
        } catch (IOException closed) {
            // The other side is gone; what it sent has been handed in.
        } finally {
            sockets.remove(socket);
            Sockets.close(socket);
        }
    }

    /** Reads up to the empty line; keep-alive line ends in front are skipped. Empty at the end of the stream. */
    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineLength = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (head.size() == 0 && (c == '\r' || c == '\n')) {
                continue;
            }
            head.write(c);
            if (c == '\n' && lineLength == 0) {
                return head.toByteArray();
            }
            lineLength = c == '\n' ? 0 : c == '\r' ? lineLength : lineLength + 1;
        }
        return new byte[0];
    }

    private static int length(byte[] head) {
        Matcher matcher = LENGTH.matcher(new String(head, StandardCharsets.UTF_8));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static void write(Socket socket, ReentrantLock writing, byte[] octets) {
        writing.lock();
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public SipRoute to(InetSocketAddress address) {
        return opened.computeIfAbsent(address, a -> serve(kind.connect(a)));
    }

    @Override
    public void close() {
        Sockets.close(server);
        sockets.forEach(Sockets::close);
    }
}
