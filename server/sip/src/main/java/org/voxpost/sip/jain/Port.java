package org.voxpost.sip.jain;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;

/** A transport at one local address, as the stack wants to see it. */
abstract class Port extends MessageProcessor {
    private final int largest;

    /** @param largest octets of a message */
    Port(InetAddress address, int port, String transport, SIPTransactionStack stack, int largest) {
        super(address, port, transport, stack);
        this.largest = largest;
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public int getDefaultTargetPort() {
        return Transports.defaultPort(getTransport());
    }

    @Override
    public boolean isSecure() {
        return getTransport().equals(Transports.TLS);
    }

    @Override
    public int getMaximumMessageSize() {
        return largest;
    }
}
