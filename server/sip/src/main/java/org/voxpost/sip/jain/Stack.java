package org.voxpost.sip.jain;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.TransportNotSupportedException;
import org.voxpost.sip.CallHandler;
import org.voxpost.sip.Lanes;
import org.voxpost.sip.SipConfiguration;

/** The JAIN-SIP stack of one endpoint, on one UDP and one TCP port. */
final class Stack {
    private static final AtomicLong NAMES = new AtomicLong();

    private final SipStackImpl sip;
    private final SipProviderImpl provider;
    private final int udpPort;
    private final int tcpPort;

    private Stack(SipStackImpl sip, SipProviderImpl provider, int udpPort, int tcpPort) {
        this.sip = sip;
        this.provider = provider;
        this.udpPort = udpPort;
        this.tcpPort = tcpPort;
    }

    static Stack open(SipConfiguration configuration, Counters counters, Lanes lanes, CallHandler handler)
            throws IOException {
        BoundSockets sockets = BoundSockets.open(configuration);
        try {
            SipStackImpl sip = new SipStackImpl(StackProperties.of("voxpost-" + NAMES.incrementAndGet()));
            TolerantParser parser = new TolerantParser(counters);
            sip.setMessageParserFactory(parser);
            Intake intake = new Intake(
                    sip, parser, new Tracing(counters, configuration.trace()), lanes, new Unreadable(handler));
            sip.setMessageProcessorFactory((stack, address, port, transport) -> transport.equals(Transports.TCP)
                    ? new TcpPort(stack, sockets.tcp(), intake, configuration.largestMessage())
                    : new UdpPort(stack, sockets.udp(), intake, configuration.workers()));
            String address = sockets.udp().getLocalAddress().getHostAddress();
            ListeningPoint udp = sip.createListeningPoint(address, sockets.udpPort(), Transports.UDP);
            ListeningPoint tcp = sip.createListeningPoint(address, sockets.tcpPort(), Transports.TCP);
            SipProviderImpl provider = (SipProviderImpl) sip.createSipProvider(udp);
            provider.addListeningPoint(tcp);
            return new Stack(sip, provider, sockets.udpPort(), sockets.tcpPort());
        } catch (PeerUnavailableException
                | TransportNotSupportedException
                | ObjectInUseException
                | InvalidArgumentException refused) {
            sockets.close();
            throw new IOException("the SIP stack does not start: " + refused.getMessage(), refused);
        }
    }

    SipStackImpl sip() {
        return sip;
    }

    SipProviderImpl provider() {
        return provider;
    }

    int udpPort() {
        return udpPort;
    }

    int tcpPort() {
        return tcpPort;
    }

    int transactions() {
        return sip.getServerTransactionTableSize() + sip.getClientTransactionTableSize();
    }

    /**
     * The stack sleeps for a second when it has stopped everything: it is woken up. And it leaves a thread behind that waits
     * for events for ever: that gets one more, to see that it is over.
     */
    void close() {
        if (sip.getTimer() instanceof StackTimer timer) {
            EventScanner scanner = sip.getEventScanner();
            Thread stopping = Thread.ofVirtual().start(sip::stop);
            try {
                timer.awaitStop();
                stopping.interrupt();
                stopping.join();
                scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
