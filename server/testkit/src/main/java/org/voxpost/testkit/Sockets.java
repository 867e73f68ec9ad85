package org.voxpost.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Loopback sockets, and the ways to end them. */
final class Sockets {
    private Sockets() {}

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static ServerSocket listen() {
        return listen(InetAddress.getLoopbackAddress());
    }

    static ServerSocket listen(InetAddress address) {
        try {
            return new ServerSocket(0, 100, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Socket connect(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) Inbox.DEADLINE.toMillis());
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a connection with RST: the peer's next read fails. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
        close(socket);
    }

    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException nothingMoreToDo) {
            // The test is over for this socket.
        }
    }

    /** A port of loopback where nobody listens at this moment. */
    static int deadPort() {
        try (ServerSocket socket = listen()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Thread start(String name, Runnable task) {
        return Thread.ofVirtual().name(name).start(task);
    }
}
