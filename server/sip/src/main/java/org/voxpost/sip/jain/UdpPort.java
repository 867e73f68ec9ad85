package org.voxpost.sip.jain;

import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP over UDP (RFC 3261 §18): one socket, one thread that reads, and workers that parse. */
final class UdpPort extends Port {
    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);
    private static final int LARGEST = 65_535;

    private final DatagramSocket socket;
    private final Intake intake;
    private final Workers workers;

    UdpPort(SIPTransactionStack stack, DatagramSocket socket, Intake intake, int workers) {
        super(socket.getLocalAddress(), socket.getLocalPort(), Transports.UDP, stack, LARGEST);
        this.socket = socket;
        this.intake = intake;
        this.workers = new Workers("sip-udp-" + socket.getLocalPort(), workers);
    }

    @Override
    public void start() {
        Thread.ofPlatform().daemon().name("sip-udp-" + socket.getLocalPort()).start(this::read);
    }

    @Override
    public void stop() {
        socket.close();
        workers.close();
    }

    private void read() {
        byte[] buffer = new byte[LARGEST];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!socket.isClosed()) {
            try {
                packet.setLength(buffer.length);
                socket.receive(packet);
                byte[] bytes = Arrays.copyOf(buffer, packet.getLength());
                UdpChannel from = new UdpChannel(this, intake, packet.getAddress(), packet.getPort());
                workers.run(bytes, () -> intake.received(bytes, from));
            } catch (IOException failed) {
                if (!socket.isClosed()) {
                    LOG.warn("Reading SIP on UDP port {} failed: {}", getPort(), failed.getMessage());
                }
            }
        }
    }

    void write(byte[] message, InetAddress address, int port) throws IOException {
        try {
            socket.send(new DatagramPacket(message, message.length, address, port));
        } catch (IOException failed) {
            // The stack prints what it does not expect, as the last ACK of an endpoint that closes.
            if (!socket.isClosed()) {
                throw failed;
            }
        }
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return new UdpChannel(this, intake, host, port);
    }

    @Override
    public boolean inUse() {
        return false;
    }

    /** A peer over UDP; costs nothing. */
    private static final class UdpChannel extends PeerChannel {
        private final UdpPort port;

        UdpChannel(UdpPort port, Intake intake, InetAddress peer, int peerPort) {
            super(port, intake, peer, peerPort);
            this.port = port;
        }

        @Override
        void write(byte[] message, InetAddress address, int to) throws IOException {
            port.write(message, address, to);
        }

        @Override
        public boolean isReliable() {
            return false;
        }

        @Override
        public void close() {}
    }
}
