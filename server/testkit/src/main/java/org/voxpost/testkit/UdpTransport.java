package org.voxpost.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;

/** SIP over UDP: one message a datagram. */
final class UdpTransport implements SipTransport {
    private static final int LARGEST = 65_535;

    private final DatagramSocket socket;
    private final Receiver receiver;

    UdpTransport(Receiver receiver) {
        this.receiver = receiver;
        try {
            socket = new DatagramSocket(Sockets.loopback(0));
            socket.setReceiveBufferSize(1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    UdpTransport start() {
        Sockets.start("sip-peer-udp", this::receive);
        return this;
    }

    private void receive() {
        byte[] buffer = new byte[LARGEST];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            SocketAddress source = packet.getSocketAddress();
            receiver.received(Arrays.copyOf(buffer, packet.getLength()), octets -> send(octets, source));
        }
    }

    private void send(byte[] octets, SocketAddress address) {
        try {
            socket.send(new DatagramPacket(octets, octets.length, address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "UDP";
    }

    @Override
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public SipRoute to(InetSocketAddress address) {
        return octets -> send(octets, address);
    }

    @Override
    public void close() {
        socket.close();
    }
}
