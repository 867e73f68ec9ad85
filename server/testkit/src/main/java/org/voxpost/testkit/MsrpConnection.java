package org.voxpost.testkit;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One TCP connection that reads frames on a virtual thread of its own and can be ended in every way there is. */
final class MsrpConnection implements AutoCloseable {
    /** Told by the reading thread; what it does holds up further reading. */
    interface Listener {
        void frame(MsrpFrame frame);

        /** @param octets read from the socket so far, of frames and parts of frames */
        default void octets(MsrpConnection connection, long octets) {}

        /** @param problem null when the peer closed its side between frames */
        default void ended(MsrpConnection connection, @Nullable IOException problem) {}
    }

    private static final int READ = 16_384;

    private final Socket socket;
    private final Listener listener;
    private final Traffic traffic;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();
    private final Condition resumed = reading.newCondition();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean paused;

    MsrpConnection(Socket socket, Traffic traffic, Listener listener) {
        this.socket = socket;
        this.traffic = traffic;
        this.listener = listener;
    }

    InetSocketAddress from() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    MsrpConnection start() {
        Sockets.start("msrp-peer-read", this::read);
        return this;
    }

    private void read() {
        IOException problem = null;
        try (InputStream in = new BufferedInputStream(new Metered(socket.getInputStream()), READ)) {
            MsrpFrameReader reader = new MsrpFrameReader(in);
            for (MsrpFrame frame = reader.read(this); frame != null; frame = reader.read(this)) {
                traffic.received(frame.toString().getBytes(StandardCharsets.UTF_8));
                listener.frame(frame);
            }
            // Keeps our half open: the peer may have half-closed and wait for answers.
            listener.ended(this, null);
            ended.countDown();
            awaitClose();
        } catch (IOException e) {
            problem = e;
        }
        if (problem != null) {
            traffic.note("connection ended: " + problem.getMessage());
            listener.ended(this, problem);
        }
        ended.countDown();
    }

    private void awaitClose() throws IOException {
        if (!socket.isClosed()) {
            traffic.note("the other side closed");
        }
        reading.lock();
        try {
            while (!socket.isClosed()) {
                resumed.awaitUninterruptibly();
            }
        } finally {
            reading.unlock();
        }
    }

    /** Waits until the other side has closed or reset. */
    void awaitEnd() {
        try {
            if (!ended.await(Inbox.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw traffic.failure("expected the connection to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw traffic.failure("interrupted while waiting");
        }
    }

    void send(byte[] octets) {
        traffic.sent(octets);
        writing.lock();
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    /** Reads no more: the peer's window closes once the buffers are full. */
    void pause() {
        paused(true);
    }

    void resume() {
        paused(false);
    }

    private void paused(boolean pause) {
        reading.lock();
        try {
            paused = pause;
            resumed.signalAll();
        } finally {
            reading.unlock();
        }
    }

    void halfClose() {
        traffic.note("we close our half");
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void reset() {
        traffic.note("we reset");
        Sockets.reset(socket);
        resume();
    }

    @Override
    public void close() {
        Sockets.close(socket);
        resume();
    }

    /** Counts what is read, and waits while reading is paused. */
    private final class Metered extends FilterInputStream {
        private long octets;

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            awaitResume();
            int count = in.read(buffer, offset, length);
            if (count > 0) {
                octets += count;
                listener.octets(MsrpConnection.this, octets);
                awaitResume();
            }
            return count;
        }

        private void awaitResume() {
            reading.lock();
            try {
                while (paused) {
                    resumed.awaitUninterruptibly();
                }
            } finally {
                reading.unlock();
            }
        }
    }
}
