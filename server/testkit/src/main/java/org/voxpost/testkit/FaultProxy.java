package org.voxpost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy on loopback that does what a bad network does. New faults count for connections made after them. */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Fault towardsTarget = new Fault.None();
    private volatile Fault fromTarget = new Fault.None();

    private FaultProxy(InetSocketAddress target) {
        this.server = Sockets.listen(target.getAddress());
        this.target = target;
    }

    /** Passes on to this address of loopback, on an ephemeral port of it. */
    public static FaultProxy to(InetSocketAddress target) {
        FaultProxy proxy = new FaultProxy(target);
        Sockets.start("fault-proxy-accept", proxy::accept);
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(target.getAddress(), port());
    }

    /** Does this to what clients send. */
    public FaultProxy towardsTarget(Fault fault) {
        towardsTarget = fault;
        return this;
    }

    /** Does this to what the target sends. */
    public FaultProxy fromTarget(Fault fault) {
        fromTarget = fault;
        return this;
    }

    /** Lets new connections through unharmed. */
    public void heal() {
        towardsTarget(new Fault.None()).fromTarget(new Fault.None());
    }

    /** Resets all connections that stand now. */
    public void resetAll() {
        sockets.forEach(Sockets::reset);
    }

    public int connectionCount() {
        return accepted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                pass(server.accept());
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        accepted.incrementAndGet();
        sockets.add(client);
        try {
            Socket onward = Sockets.connect(target);
            sockets.add(onward);
            FaultPump there = new FaultPump(client, onward, towardsTarget, closed);
            FaultPump back = new FaultPump(onward, client, fromTarget, closed);
            Sockets.start("fault-proxy-there", there::run);
            Sockets.start("fault-proxy-back", back::run);
        } catch (UncheckedIOException unreachable) {
            Sockets.reset(client);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Sockets.close(server);
        sockets.forEach(Sockets::close);
    }
}
