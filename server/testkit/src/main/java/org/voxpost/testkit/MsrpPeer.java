package org.voxpost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An MSRP endpoint without a stack: it writes the octets it is told to and answers nothing by itself unless asked to. It
 * listens for any number of connections, or opens one; what it sends goes to the newest, for the first of which it waits, and
 * answers go where their request came from.
 */
public final class MsrpPeer implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong(System.nanoTime() & 0xffffff);

    private final Traffic traffic = new Traffic("MSRP peer");
    private final Inbox<MsrpFrame> inbox = new Inbox<>(traffic);
    private final Inbox<MsrpConnection> arrivals = new Inbox<>(traffic);
    private final MsrpMessages messages = new MsrpMessages(traffic);
    private final List<MsrpConnection> connections = new CopyOnWriteArrayList<>();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final String session = "peer" + newId();
    private final @Nullable ServerSocket server;
    private final int port;
    private volatile boolean automatic;
    private volatile String remotePath = "";
    private volatile @Nullable Thread accepting;

    private MsrpPeer(@Nullable ServerSocket server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Listens on an ephemeral port of loopback. */
    public static MsrpPeer listen() {
        return listen(Sockets.listen());
    }

    /** Listens on an ephemeral port of this address. */
    public static MsrpPeer listen(InetAddress address) {
        return listen(Sockets.listen(address));
    }

    /** Listens on a socket made elsewhere, such as one for TLS or with a small receive buffer; it is closed with the peer. */
    public static MsrpPeer listen(ServerSocket server) {
        MsrpPeer peer = new MsrpPeer(server, server.getLocalPort());
        peer.accepting = Sockets.start("msrp-peer-accept", () -> peer.accept(server));
        return peer;
    }

    public static MsrpPeer connect(InetSocketAddress address) {
        return connect(Sockets.connect(address));
    }

    /** Takes over a connected socket made elsewhere, such as one for TLS. */
    public static MsrpPeer connect(Socket socket) {
        MsrpPeer peer = new MsrpPeer(null, socket.getLocalPort());
        peer.serve(socket);
        return peer;
    }

    /** The port listened on, or the local port of the connection. */
    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return Sockets.loopback(port);
    }

    /** This peer's MSRP URI, for a=path. */
    public String uri() {
        String host = server == null || server.getInetAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : server.getInetAddress().getHostAddress();
        return "msrp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + "/" + session + ";tcp";
    }

    /** The other side's path, for what this peer sends. */
    public MsrpPeer remotePath(String path) {
        remotePath = path;
        return this;
    }

    /** Answers every SEND with 200 as it arrives. They can still be expected. */
    public MsrpPeer answerAlways() {
        automatic = true;
        return this;
    }

    /** How long expectations wait; 10 seconds at first. */
    public MsrpPeer deadline(Duration deadline) {
        inbox.deadline(deadline);
        arrivals.deadline(deadline);
        return this;
    }

    /** Waits until someone has connected. */
    public void expectConnection() {
        InetSocketAddress _ = expectConnectionFrom();
    }

    /** Waits until someone has connected, and says from where. */
    public InetSocketAddress expectConnectionFrom() {
        return arrivals.take("a connection", connection -> true).from();
    }

    public MsrpFrame expectSend() {
        return expect("SEND");
    }

    /** Waits for a request of this method and takes it. */
    public MsrpFrame expect(String method) {
        return inbox.take(method, frame -> frame.isRequest() && frame.method().equals(method));
    }

    /** Waits for a response of this status and takes it. */
    public MsrpFrame expectResponse(int status) {
        return inbox.take("a response " + status, frame -> frame.status() == status);
    }

    /** Waits for the response to this transaction, whatever it says. */
    public MsrpFrame expectResponseTo(String transaction) {
        return inbox.take(
                "a response to " + transaction,
                frame -> !frame.isRequest() && frame.transaction().equals(transaction));
    }

    /** Fails when anything is there, or comes within this time. */
    public void expectNothing(Duration patience) {
        MsrpFrame came = inbox.poll(frame -> true, patience);
        if (came != null) {
            throw traffic.failure("expected nothing but got " + came.startLine());
        }
    }

    /** Waits until the other side has closed or reset the newest connection. */
    public void expectEnd() {
        connection().awaitEnd();
    }

    public void respond(MsrpFrame request, int status) {
        respond(request, status, status == 200 ? "OK" : "");
    }

    public void respond(MsrpFrame request, int status, String comment) {
        request.connection().send(MsrpWire.response(request, status, comment));
    }

    /** Reports on a message, such as {@code report(send, 200, "1-25/25")}. */
    public void report(MsrpFrame send, int status, String range) {
        send.connection().send(MsrpWire.report(send, newId(), status, range));
    }

    /** Sends a whole message in one chunk and returns its transaction. */
    public String send(String contentType, byte[] body, String... headers) {
        return sendChunk("m" + newId(), contentType, body, 1, body.length, '$', headers);
    }

    /**
     * Sends one chunk and returns its transaction.
     *
     * @param first where the chunk begins in the message, from 1
     * @param total of the message; -1 for unknown
     * @param flag of the end-line
     */
    public String sendChunk(
            String messageId, String contentType, byte[] body, long first, long total, char flag, String... headers) {
        String transaction = newId();
        List<String> lines = new ArrayList<>();
        lines.add("To-Path: " + remotePath);
        lines.add("From-Path: " + uri());
        lines.add("Message-ID: " + messageId);
        lines.add("Byte-Range: " + first + "-" + (first + body.length - 1) + "/" + (total < 0 ? "*" : total));
        lines.addAll(List.of(headers));
        lines.add("Content-Type: " + contentType);
        sendRaw(MsrpWire.frame("MSRP " + transaction + " SEND", transaction, lines, body, flag));
        return transaction;
    }

    /** Sends a whole message but for its end-line, which never comes. */
    public void sendUnended(String messageId, String contentType, byte[] body) {
        String transaction = newId();
        List<String> lines = List.of(
                "To-Path: " + remotePath,
                "From-Path: " + uri(),
                "Message-ID: " + messageId,
                "Byte-Range: 1-" + body.length + "/" + body.length,
                "Content-Type: " + contentType);
        byte[] frame = MsrpWire.frame("MSRP " + transaction + " SEND", transaction, lines, body, '$');
        int endLine = "\r\n-------$\r\n".length() + transaction.length();
        sendRaw(Arrays.copyOf(frame, frame.length - endLine));
    }

    /** Sends a SEND without a body, as the connecting side does first, and returns its transaction. */
    public String sendEmpty() {
        String transaction = newId();
        List<String> lines = List.of(
                "To-Path: " + remotePath, "From-Path: " + uri(), "Message-ID: m" + newId(), "Byte-Range: 1-0/0");
        sendRaw(MsrpWire.frame("MSRP " + transaction + " SEND", transaction, lines, new byte[0], '$'));
        return transaction;
    }

    public void sendRaw(byte[] octets) {
        connection().send(octets);
    }

    public void sendRaw(String text) {
        sendRaw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Closes our half of the newest connection; reading goes on. */
    public void halfClose() {
        connection().halfClose();
    }

    /** Ends the newest connection with RST. */
    public void reset() {
        connection().reset();
    }

    /** Reads no more from the newest connection, until {@link #resumeReading}: its sender's window closes. */
    public void stopReading() {
        connection().pause();
    }

    public void resumeReading() {
        connection().resume();
    }

    /** What has come of this message, its chunks in their places; empty before the first. */
    public Optional<byte[]> message(String messageId) {
        return messages.octets(messageId);
    }

    /** Waits for the first message that has a body and is complete. */
    public byte[] expectMessage() {
        return messages.awaitComplete();
    }

    public boolean aborted(String messageId) {
        return messages.aborted(messageId);
    }

    public int connectionCount() {
        return connections.size();
    }

    public String traffic() {
        return traffic.toString();
    }

    static String newId() {
        return "t" + Long.toString(IDS.incrementAndGet(), 36) + "x";
    }

    /** The newest connection; waits for the first. */
    private MsrpConnection connection() {
        try {
            if (!connected.await(Inbox.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw traffic.failure("nobody has connected");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw traffic.failure("interrupted while waiting");
        }
        return connections.getLast();
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                serve(listening.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        MsrpConnection connection = new MsrpConnection(socket, traffic, this::received);
        connections.add(connection);
        connected.countDown();
        arrivals.add(connection.start());
    }

    private void received(MsrpFrame frame) {
        if (frame.method().equals("SEND")) {
            messages.add(frame);
            if (automatic) {
                answer(frame);
            }
        }
        inbox.add(frame);
    }

    private void answer(MsrpFrame frame) {
        try {
            respond(frame, 200);
        } catch (UncheckedIOException gone) {
            traffic.note("no answer went out: " + gone.getMessage());
        }
    }

    @Override
    public void close() {
        if (server != null) {
            Sockets.close(server);
            awaitClosed();
        }
        connections.forEach(MsrpConnection::close);
    }

    /** The port refuses connections only when the thread that waits for them has let go of the socket. */
    private void awaitClosed() {
        try {
            if (accepting != null) {
                accepting.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
