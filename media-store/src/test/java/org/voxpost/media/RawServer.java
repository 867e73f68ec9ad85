package org.voxpost.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.io.IOUtils;

/** A server that answers each request with whatever bytes the test wants, at whatever pace, on one connection after another. */
final class RawServer implements AutoCloseable {

    /** Answers one request; returns whether the connection stays open for the next one. */
    @FunctionalInterface
    interface Script {
        boolean answer(String request, Socket connection) throws IOException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;
    private final Script script;

    RawServer(Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    /** The same answer to every request, then the connection is closed. */
    static RawServer answering(String answer) throws IOException {
        return new RawServer((request, connection) -> {
            connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
            return false;
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    MediaUri uri(String path) throws MediaException {
        return MediaUri.parse("http://127.0.0.1:" + port() + path);
    }

    /** Writes until the other side has enough. */
    static void endlessly(OutputStream out, byte[] piece) throws IOException {
        while (true) {
            out.write(piece);
        }
    }

    /** Waits until the other side goes away. */
    static void untilClosed(Socket connection) throws IOException {
        IOUtils.consume(connection.getInputStream());
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed by the test
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            boolean open = true;
            while (open) {
                String request = head(in);
                requests.add(request);
                open = script.answer(request, connection);
            }
        } catch (IOException e) {
            // the client went away, as many tests want
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || next > 127) {
                throw new IOException("closed, or no HTTP");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        IOUtils.closeQuietly(connections.toArray(Socket[]::new));
    }
}
