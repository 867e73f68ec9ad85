package org.voxpost.sip.jain;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
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

/** The JAIN-SIP stack of one endpoint, on one UDP and one TCP port, and one for TLS where that is configured. */
final class Stack {
    private static final AtomicLong NAMES = new AtomicLong();

    private final SipStackImpl sip;
    private final SipProviderImpl provider;
    private final BoundSockets sockets;
    private final Optional<TcpPort> tls;

    private Stack(SipStackImpl sip, SipProviderImpl provider, BoundSockets sockets, Optional<TcpPort> tls) {
        this.sip = sip;
        this.provider = provider;
        this.sockets = sockets;
        this.tls = tls;
    }

    static Stack open(SipConfiguration configuration, Counters counters, Lanes lanes, CallHandler handler)
            throws IOException {
        Streams secure = configuration.tls().isPresent()
                ? new TlsStreams(configuration.tls().get())
                : new PlainStreams();
        BoundSockets sockets = BoundSockets.open(configuration);
        try {
            SipStackImpl sip = new SipStackImpl(StackProperties.of("voxpost-" + NAMES.incrementAndGet()));
            TolerantParser parser = new TolerantParser(counters);
            sip.setMessageParserFactory(parser);
            Intake intake = new Intake(
                    sip, parser, new Tracing(counters, configuration.trace()), lanes, new Unreadable(handler));
            int largest = configuration.largestMessage();
            Optional<TcpPort> tls =
                    sockets.tls().map(socket -> new TcpPort(sip, socket, Transports.TLS, secure, intake, largest));
            sip.setMessageProcessorFactory((stack, address, port, transport) -> switch (transport) {
                case Transports.TLS -> tls.orElseThrow();
                case Transports.TCP ->
                    new TcpPort(stack, sockets.tcp(), Transports.TCP, new PlainStreams(), intake, largest);
                default -> new UdpPort(stack, sockets.udp(), intake, configuration.workers());
            });
            String address = sockets.udp().getLocalAddress().getHostAddress();
            ListeningPoint udp = sip.createListeningPoint(address, sockets.udpPort(), Transports.UDP);
            ListeningPoint tcp = sip.createListeningPoint(address, sockets.tcpPort(), Transports.TCP);
            SipProviderImpl provider = (SipProviderImpl) sip.createSipProvider(udp);
            provider.addListeningPoint(tcp);
            if (tls.isPresent()) {
                provider.addListeningPoint(
                        sip.createListeningPoint(address, tls.get().getPort(), Transports.TLS));
            }
            return new Stack(sip, provider, sockets, tls);
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
        return sockets.udpPort();
    }

    int tcpPort() {
        return sockets.tcpPort();
    }

    OptionalInt tlsPort() {
        return tls.map(port -> OptionalInt.of(port.getPort())).orElseGet(OptionalInt::empty);
    }

    /**
     * Sees to it that requests to a target go over a TLS connection with the peer that is meant; blocks while it is made.
     *
     * @throws IOException when there can be none: then nothing is sent
     */
    void reachSecurely(Target target) throws IOException {
        if (tls.isEmpty()) {
            throw new IOException("SIP over TLS is not configured here");
        }
        tls.get().reach(target);
    }

    /** The TLS connection with a target, while it stands. */
    Optional<TcpConnection> secureConnection(Target target) {
        return target.transport().equals(Transports.TLS)
                ? tls.flatMap(port -> port.standing(target))
                : Optional.empty();
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
