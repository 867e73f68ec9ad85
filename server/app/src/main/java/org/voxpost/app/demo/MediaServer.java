package org.voxpost.app.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An HTTP server with one recording. */
final class MediaServer implements AutoCloseable {

    private static final String PATH = "/box/voicemail.amr";

    private final HttpServer server;

    private MediaServer(HttpServer server) {
        this.server = server;
    }

    static MediaServer start(int port, byte[] recording) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        server.createContext(PATH, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "audio/amr");
            exchange.sendResponseHeaders(200, recording.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(recording);
            }
        });
        server.start();
        return new MediaServer(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String uri() {
        return "http://127.0.0.1:" + port() + PATH;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
