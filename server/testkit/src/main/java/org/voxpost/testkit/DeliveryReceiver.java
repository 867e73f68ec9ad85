package org.voxpost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The MSRP side of one delivery: takes connections and does to them what the script says. */
final class DeliveryReceiver implements MsrpConnection.Listener, AutoCloseable {
    private final DeliveryScript script;
    private final Traffic traffic;
    private final ServerSocket server;
    private final Runnable sendBye;
    private final MsrpMessages messages;
    private final List<MsrpConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger chunks = new AtomicInteger();
    private final AtomicBoolean struck = new AtomicBoolean();

    DeliveryReceiver(DeliveryScript script, Traffic traffic, ServerSocket server, Runnable sendBye) {
        this.script = script;
        this.traffic = traffic;
        this.server = server;
        this.sendBye = sendBye;
        this.messages = new MsrpMessages(traffic);
    }

    void listen() {
        Sockets.start("delivery-accept", this::accept);
    }

    /** Opens the connection itself, and sends the first, empty SEND (RFC 4975 §5.4). */
    void connect(InetSocketAddress address, String path, String ownUri) {
        MsrpConnection connection = serve(Sockets.connect(address));
        String transaction = MsrpPeer.newId();
        List<String> headers =
                List.of("To-Path: " + path, "From-Path: " + ownUri, "Message-ID: m" + transaction, "Byte-Range: 1-0/0");
        connection.send(MsrpWire.frame("MSRP " + transaction + " SEND", transaction, headers, new byte[0], '$'));
    }

    int port() {
        return server.getLocalPort();
    }

    MsrpMessages messages() {
        return messages;
    }

    int connectionCount() {
        return connections.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                MsrpConnection _ = serve(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private MsrpConnection serve(Socket socket) {
        MsrpConnection connection = new MsrpConnection(socket, traffic, this);
        connections.add(connection);
        return connection.start();
    }

    @Override
    public void octets(MsrpConnection connection, long octets) {
        switch (script) {
            case DeliveryScript.ResetAfterOctets(long limit) when octets >= limit -> connection.reset();
            case DeliveryScript.StallAfterOctets(long limit) when octets >= limit -> connection.pause();
            case DeliveryScript.ByeAfterOctets(long limit)
            when octets >= limit && struck.compareAndSet(false, true) -> sendBye.run();
            case DeliveryScript _ -> {}
        }
    }

    @Override
    public void frame(MsrpFrame frame) {
        if (!frame.isRequest() || !frame.method().equals("SEND")) {
            return;
        }
        if (frame.octets().length > 0) {
            chunks.incrementAndGet();
        }
        messages.add(frame);
        try {
            answer(frame);
        } catch (UncheckedIOException gone) {
            traffic.note("no answer went out: " + gone.getMessage());
        }
    }

    private void answer(MsrpFrame frame) {
        switch (script) {
            case DeliveryScript.SilentAfterConnect() -> {}
            case DeliveryScript.StatusAtChunk(int chunk, int status)
            when chunks.get() >= chunk -> frame.connection().send(MsrpWire.response(frame, status, "Scripted"));
            case DeliveryScript.ReportAtEnd(int status) -> {
                accept(frame);
                report(frame, status, frame.complete());
            }
            case DeliveryScript _ -> {
                accept(frame);
                boolean asked =
                        frame.header("Success-Report").filter("yes"::equals).isPresent();
                report(frame, 200, asked && frame.complete());
            }
        }
    }

    private static void accept(MsrpFrame frame) {
        if (frame.header("Failure-Report").filter("no"::equals).isEmpty()) {
            frame.connection().send(MsrpWire.response(frame, 200, "OK"));
        }
    }

    private static void report(MsrpFrame last, int status, boolean due) {
        if (due && last.octets().length > 0) {
            long total = last.firstOctet() - 1 + last.octets().length;
            last.connection().send(MsrpWire.report(last, MsrpPeer.newId(), status, "1-" + total + "/" + total));
        }
    }

    @Override
    public void close() {
        Sockets.close(server);
        connections.forEach(MsrpConnection::close);
    }
}
