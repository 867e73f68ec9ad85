package org.voxpost.benchmarks.msrp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** How the near end orders the far end about: a socket of its own, one request and one answer at a time. */
final class Wire implements AutoCloseable {

    enum Order {
        /** A description; answered with a description. */
        OFFER,
        /** Opens a raw sink; answered with its port. */
        RAW_COPY,
        /** Opens a raw echo; answered with its port. */
        RAW_ECHO,
        /** Opens a raw sink over TLS; answered with its port and fingerprint. */
        RAW_TLS_COPY,
        /** A description of TLS; answered with a description. */
        TLS_OFFER,
        /** Answered with the reachable octets of the heap. */
        HEAP,
        /** Answered with the processor time of the far end, in ns. */
        CPU
    }

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    static Wire to(int port) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    String ask(Order order, String argument) throws IOException {
        write(order.name());
        write(argument);
        out.flush();
        return read();
    }

    long number(Order order, String argument) throws IOException {
        return Long.parseLong(ask(order, argument));
    }

    void answer(String text) throws IOException {
        write(text);
        out.flush();
    }

    String read() throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private void write(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(octets.length);
        out.write(octets);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
