package org.voxpost.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A small raw HTTP/1.1 server with scripted answers. Each path has answers of its own, used one after the other, the last
 * for ever; any other path gets 404. Connections are kept open unless an answer ends them.
 */
public final class HttpPeer implements AutoCloseable {
    private final Traffic traffic = new Traffic("HTTP peer");
    private final Inbox<HttpRequest> inbox = new Inbox<>(traffic);
    private final ServerSocket server;
    private final String scheme;
    private final Map<String, Deque<HttpAnswer>> answers = new ConcurrentHashMap<>();
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private HttpPeer(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    /** Listens on an ephemeral port of loopback. */
    public static HttpPeer start() {
        return start(Sockets.listen(), "http");
    }

    /** Listens on a TLS socket made elsewhere; it is closed with the peer. */
    public static HttpPeer startTls(ServerSocket tls) {
        return start(tls, "https");
    }

    private static HttpPeer start(ServerSocket server, String scheme) {
        HttpPeer peer = new HttpPeer(server, scheme);
        Sockets.start("http-peer-accept", peer::accept);
        return peer;
    }

    public int port() {
        return server.getLocalPort();
    }

    public InetSocketAddress address() {
        return Sockets.loopback(port());
    }

    /** The URI of a path at this server. */
    public URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    /** Answers requests for this path so, in this order, whatever their method; the last answer stays. */
    public HttpPeer on(String path, HttpAnswer... script) {
        answers.put(path, new ArrayDeque<>(List.of(script)));
        return this;
    }

    /** How long expectations wait; 10 seconds at first. */
    public HttpPeer deadline(Duration deadline) {
        inbox.deadline(deadline);
        return this;
    }

    /** Waits for a request of this method and path, read with its body, and takes it. */
    public HttpRequest expect(String method, String path) {
        return inbox.take(
                method + " " + path,
                request -> request.method().equals(method) && request.path().equals(path));
    }

    /** All requests so far, in their order. */
    public List<HttpRequest> requests() {
        return List.copyOf(requests);
    }

    public String traffic() {
        return traffic.toString();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Sockets.start("http-peer", () -> serve(socket));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (BufferedInputStream in = new BufferedInputStream(socket.getInputStream())) {
            HttpReader reader = new HttpReader(in);
            HttpWriter writer = new HttpWriter(socket, closed);
            boolean open = true;
            for (HttpRequest head = reader.head(); head != null; head = open ? reader.head() : null) {
                HttpRequest request = reader.withBody(head);
                traffic.received(request.toString().getBytes(StandardCharsets.UTF_8));
                requests.add(request);
                inbox.add(request);
                open = writer.play(request, next(request.path()));
            }
        } catch (IOException gone) {
            traffic.note("connection ended: " + gone.getMessage());
        } finally {
            sockets.remove(socket);
            Sockets.close(socket);
        }
    }

    private HttpAnswer next(String path) {
        HttpAnswer[] chosen = {HttpAnswer.status(404)};
        answers.computeIfPresent(path, (p, left) -> {
            if (!left.isEmpty()) {
                chosen[0] = left.size() > 1 ? left.removeFirst() : left.getFirst();
            }
            return left;
        });
        return chosen[0];
    }

    @Override
    public void close() {
        closed.countDown();
        Sockets.close(server);
        sockets.forEach(Sockets::close);
    }
}
