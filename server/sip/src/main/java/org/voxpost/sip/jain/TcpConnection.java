package org.voxpost.sip.jain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.sip.SipSyntaxException;

/** A TCP connection with a peer, TLS on it or not: two virtual threads, one reads, one writes, so that nobody who sends waits for the peer. */
final class TcpConnection extends PeerChannel {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MOST_WAITING = 1_000;

    private final TcpPort port;
    private final int largest;
    private final LinkedBlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>(MOST_WAITING);
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile Streams.@Nullable Link link;
    private volatile boolean closed;

    TcpConnection(TcpPort port, Intake intake, InetAddress peer, int peerPort, int largest) {
        super(port, intake, peer, peerPort);
        this.port = port;
        this.largest = largest;
    }

    /** Starts to read and write; the link belongs to the connection from now on. */
    void run(Streams.Link ready) {
        link = ready;
        if (closed) {
            ready.close();
            return;
        }
        Thread.ofVirtual().name("sip-" + getTransport() + "-read").start(() -> read(ready));
        Thread.ofVirtual().name("sip-" + getTransport() + "-write").start(() -> write(ready));
    }

    /** Whether it stands. */
    boolean open() {
        return link != null && !closed;
    }

    /**
     * Connects where that has not happened, and looks whether the peer is the one that is meant.
     *
     * @param name host of the URI that led here
     */
    void reach(String name) throws IOException {
        connect(name);
        Streams.Link ready = link;
        if (ready == null || closed) {
            throw new IOException("the connection is gone");
        }
        if (!ready.proves(name)) {
            throw new IOException("the connection that stands is not proven to be one with " + name);
        }
    }

    @Override
    void write(byte[] message, InetAddress address, int to) throws IOException {
        connect(address.getHostAddress());
        if (closed || !outgoing.offer(message)) {
            close();
            throw new IOException("the connection to " + address.getHostAddress() + ":" + to + " is gone or stuck");
        }
    }

    @Override
    public boolean isReliable() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        port.closed(this);
        Streams.Link open = link;
        if (open != null) {
            open.close();
        }
        outgoing.clear();
        // Ends the writer.
        outgoing.add(new byte[0]);
    }

    /** Connects where that has not happened; the first to send waits for it, 5 s at most and a handshake. */
    private void connect(String name) throws IOException {
        if (link != null || closed) {
            return;
        }
        connecting.lock();
        try {
            if (link == null && !closed) {
                Socket open = new Socket();
                try {
                    open.bind(new InetSocketAddress(port.source(), 0));
                    open.connect(new InetSocketAddress(peer(), getPeerPort()), CONNECT_MILLIS);
                    open.setTcpNoDelay(true);
                    run(port.streams().made(open, name));
                } catch (IOException refused) {
                    open.close();
                    close();
                    throw refused;
                }
            }
        } finally {
            connecting.unlock();
        }
    }

    private void read(Streams.Link open) {
        TcpFrames frames = new TcpFrames(largest);
        byte[] chunk = new byte[8192];
        try {
            InputStream in = open.in();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                for (byte[] message : frames.read(chunk, count)) {
                    intake.received(message, this);
                }
                for (int pings = frames.pings(); pings > 0; pings--) {
                    write(TcpFrames.pong(), peer(), getPeerPort());
                }
            }
        } catch (SipSyntaxException unreadable) {
            LOG.info(
                    "The SIP connection from {}:{} is closed: {}.",
                    getPeerAddress(),
                    getPeerPort(),
                    unreadable.getMessage());
            intake.unreadable(frames.rest(), String.valueOf(unreadable.getMessage()), this);
        } catch (IOException gone) {
            LOG.debug("The SIP connection to {}:{} ended: {}", getPeerAddress(), getPeerPort(), gone.getMessage());
        } finally {
            close();
        }
    }

    private void write(Streams.Link open) {
        try {
            OutputStream out = open.out();
            while (!closed) {
                byte[] message = outgoing.take();
                if (message.length > 0) {
                    out.write(message);
                }
            }
        } catch (IOException gone) {
            LOG.debug("The SIP connection to {}:{} ended: {}", getPeerAddress(), getPeerPort(), gone.getMessage());
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }
}
