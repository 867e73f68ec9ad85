package org.voxpost.testkit.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one connection of a script, read in the portions that its model reads. */
final class ForeignLine implements AutoCloseable {
    private final int readOctets;
    private final ForeignReader reader = new ForeignReader();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final ReentrantLock writing = new ReentrantLock();
    private final ServerSocket server;
    private volatile @Nullable Socket socket;
    private boolean active;

    ForeignLine(int readOctets) {
        this.readOctets = readOctets;
        try {
            this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for a connection.
     *
     * @param accepted called for it, before anything is read
     * @param frames called for every frame, on the thread that reads
     */
    void listen(Consumer<Socket> accepted, Consumer<ForeignFrame> frames) {
        start("foreign-accept", () -> {
            try {
                Socket made = server.accept();
                serve(made, () -> accepted.accept(made), frames);
            } catch (IOException closed) {
                connected.countDown();
            }
        });
    }

    /** Connects, from the port where it would listen. */
    void connect(int port, Consumer<ForeignFrame> frames) {
        active = true;
        try {
            server.close();
            Socket made = new Socket();
            made.setReuseAddress(true);
            made.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
            made.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            start("foreign-read", () -> serve(made, () -> {}, frames));
            connected.await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether it was made and not waited for. */
    boolean active() {
        return active;
    }

    private void serve(Socket made, Runnable begun, Consumer<ForeignFrame> frames) {
        socket = made;
        try {
            made.setTcpNoDelay(true);
            connected.countDown();
            begun.run();
            byte[] portion = new byte[readOctets];
            for (int count = made.getInputStream().read(portion);
                    count > 0;
                    count = made.getInputStream().read(portion)) {
                reader.read(portion, count).forEach(frames);
            }
        } catch (IOException ended) {
            // Seen by whoever waits.
        }
    }

    /** Writes once somebody has connected. */
    void write(byte[] octets) throws IOException {
        await(connected, "nobody has connected");
        Socket to = socket;
        writing.lock();
        try {
            if (to != null) {
                to.getOutputStream().write(octets);
            }
        } finally {
            writing.unlock();
        }
    }

    static void await(CountDownLatch latch, String otherwise) {
        try {
            if (!latch.await(ForeignStack.DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(otherwise);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What was read and is no frame yet. */
    String rest() {
        return reader.rest();
    }

    private static void start(String name, Runnable task) {
        var _ = Thread.ofVirtual().name(name).start(task);
    }

    @Override
    public void close() {
        try {
            server.close();
            Socket open = socket;
            if (open != null) {
                open.close();
            }
        } catch (IOException nothingMoreToDo) {
            // The test is over for this socket.
        }
    }
}
