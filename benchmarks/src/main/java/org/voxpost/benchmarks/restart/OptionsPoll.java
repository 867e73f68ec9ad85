package org.voxpost.benchmarks.restart;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server by OPTIONS over UDP (RFC 3261 §11) whether it is there, again and again. */
final class OptionsPoll implements AutoCloseable {

    /** Between two requests, and so the error of the time that is measured. */
    private static final int EVERY_MILLIS = 3;

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private int asked;

    private OptionsPoll(DatagramSocket socket, InetSocketAddress server) {
        this.socket = socket;
        this.server = server;
    }

    static OptionsPoll of(int port) throws IOException {
        InetAddress host = InetAddress.ofLiteral("127.0.0.1");
        DatagramSocket socket = new DatagramSocket(0, host);
        socket.setSoTimeout(EVERY_MILLIS);
        return new OptionsPoll(socket, new InetSocketAddress(host, port));
    }

    /**
     * Returns when the first 200 has come.
     *
     * @return whether it came in time
     */
    boolean await(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            byte[] request = request(++asked).getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(request, request.length, server));
            if (answered()) {
                return true;
            }
        }
        return false;
    }

    private boolean answered() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        try {
            socket.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII)
                    .startsWith("SIP/2.0 200 ");
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private String request(int number) {
        String own = "127.0.0.1:" + socket.getLocalPort();
        return String.join(
                        "\r\n",
                        "OPTIONS sip:msml@127.0.0.1:" + server.getPort() + " SIP/2.0",
                        "Via: SIP/2.0/UDP " + own + ";branch=z9hG4bKready" + number,
                        "From: <sip:poll@" + own + ">;tag=poll" + number,
                        "To: <sip:msml@127.0.0.1>",
                        "Call-ID: ready" + number + "@" + own,
                        "CSeq: 1 OPTIONS",
                        "Max-Forwards: 70",
                        "Content-Length: 0")
                + "\r\n\r\n";
    }

    @Override
    public void close() {
        socket.close();
    }
}
