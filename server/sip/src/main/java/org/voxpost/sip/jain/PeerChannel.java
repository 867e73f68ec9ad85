package org.voxpost.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to one peer over one transport, as the stack wants to see it. */
abstract class PeerChannel extends MessageChannel implements RawMessageChannel {
    private static final Logger LOG = LoggerFactory.getLogger(PeerChannel.class);

    final Intake intake;

    private final InetAddress peer;
    private final int peerPort;

    PeerChannel(MessageProcessor port, Intake intake, InetAddress peer, int peerPort) {
        this.messageProcessor = port;
        this.intake = intake;
        this.peer = peer;
        this.peerPort = peerPort;
    }

    /** Puts a message on the wire. */
    abstract void write(byte[] message, InetAddress address, int port) throws IOException;

    /** Sends a response again, to where RFC 3261 §18.2.2 and RFC 3581 §4 have it. */
    void respond(byte[] response, Via via) {
        int wanted = via.getRPort() > 0
                ? via.getRPort()
                : via.getPort() > 0 ? via.getPort() : Transports.defaultPort(getTransport());
        try {
            sendMessage(response, peer, isReliable() ? peerPort : wanted, false);
        } catch (IOException gone) {
            LOG.debug("A response to {} was not sent again: {}", peer.getHostAddress(), gone.getMessage());
        }
    }

    @Override
    public void sendMessage(SIPMessage message) throws IOException {
        sendMessage(message, peer, peerPort);
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress address, int port) throws IOException {
        sendMessage(message.encodeAsBytes(getTransport()), address, port, false);
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress address, int port, boolean retry) throws IOException {
        Instant at = Instant.now();
        write(message, address, port);
        intake.tracing().sent(at, message, getTransport(), address, port);
    }

    /** A message of ours to ourselves: the stack hands it over without a socket. */
    @Override
    public void processMessage(SIPMessage message) {
        var _ = intake.deliver(message, this);
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return messageProcessor.getSIPStack();
    }

    @Override
    public String getTransport() {
        return messageProcessor.getTransport();
    }

    @Override
    public boolean isSecure() {
        return messageProcessor.isSecure();
    }

    @Override
    public String getPeerAddress() {
        return peer.getHostAddress();
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        return peer;
    }

    /** The peer's transport address, as {@code 192.0.2.1:5060/UDP}. */
    String name() {
        return getPeerAddress() + ':' + getPeerPort() + '/' + getTransport().toUpperCase(Locale.ROOT);
    }

    InetAddress peer() {
        return peer;
    }

    @Override
    protected String getPeerProtocol() {
        return getTransport();
    }

    @Override
    public int getPeerPort() {
        return peerPort;
    }

    @Override
    public int getPeerPacketSourcePort() {
        return peerPort;
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return peer;
    }

    @Override
    public String getKey() {
        return getKey(peer, peerPort, getTransport());
    }

    @Override
    public String getViaHost() {
        return getHost();
    }

    @Override
    public int getViaPort() {
        return getPort();
    }
}
