package org.voxpost.sip.jain;

import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.TransportNotSupportedException;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipTrace;

/** The JAIN-SIP stack of one endpoint, on one UDP and one TCP port. */
final class Stack {
    private static final AtomicLong NAMES = new AtomicLong();
    private static final int PORT_ATTEMPTS = 20;

    private final SipStackImpl sip;
    private final SipProviderImpl provider;
    private final int udpPort;
    private final int tcpPort;
    private final boolean traced;

    private Stack(SipStackImpl sip, SipProviderImpl provider, int udpPort, int tcpPort, boolean traced) {
        this.sip = sip;
        this.provider = provider;
        this.udpPort = udpPort;
        this.tcpPort = tcpPort;
        this.traced = traced;
    }

    static Stack open(SipConfiguration configuration, Counters counters) throws IOException {
        InetAddress address = InetAddress.getByName(configuration.bindAddress());
        try {
            Traceable sip = new Traceable(StackProperties.of(configuration, "voxpost-" + NAMES.incrementAndGet()));
            try {
                sip.setMessageParserFactory(new TolerantParser(counters));
                configuration.trace().ifPresent(sip::trace);
                ListeningPoint udp = udp(sip, address, configuration.udpPort());
                ListeningPoint tcp = tcp(sip, address, configuration.tcpPort(), udp.getPort());
                SipProviderImpl provider = (SipProviderImpl) sip.createSipProvider(udp);
                provider.addListeningPoint(tcp);
                boolean traced = configuration.trace().isPresent();
                if (traced) {
                    QuietLogger.TRACED.incrementAndGet();
                }
                return new Stack(sip, provider, udp.getPort(), tcp.getPort(), traced);
            } catch (IOException | TransportNotSupportedException | ObjectInUseException failed) {
                sip.stop();
                throw failed;
            }
        } catch (PeerUnavailableException | TransportNotSupportedException | ObjectInUseException refused) {
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

    void close() {
        sip.stop();
        if (traced) {
            QuietLogger.TRACED.decrementAndGet();
        }
    }

    private static ListeningPoint udp(SipStackImpl sip, InetAddress address, int port)
            throws IOException, TransportNotSupportedException {
        return bind(sip, address, port, ListeningPoint.UDP, attempt -> {
            try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(address, 0))) {
                return probe.getLocalPort();
            }
        });
    }

    /** Where both ports are free to choose, the same number is tried first. */
    private static ListeningPoint tcp(SipStackImpl sip, InetAddress address, int port, int udpPort)
            throws IOException, TransportNotSupportedException {
        return bind(sip, address, port, ListeningPoint.TCP, attempt -> {
            if (attempt == 0) {
                return udpPort;
            }
            try (ServerSocket probe = new ServerSocket(0, 1, address)) {
                return probe.getLocalPort();
            }
        });
    }

    /** The stack wants a port number: a free one is looked up, and another when somebody else was faster. */
    private static ListeningPoint bind(SipStackImpl sip, InetAddress address, int port, String transport, FreePort free)
            throws IOException, TransportNotSupportedException {
        int attempts = port == 0 ? PORT_ATTEMPTS : 1;
        for (int attempt = 0; ; attempt++) {
            int chosen = port == 0 ? free.find(attempt) : port;
            try {
                return sip.createListeningPoint(address.getHostAddress(), chosen, transport);
            } catch (InvalidArgumentException taken) {
                if (attempt + 1 == attempts) {
                    throw new IOException(
                            "cannot bind SIP to " + address.getHostAddress() + ":" + chosen + "/" + transport, taken);
                }
            }
        }
    }

    /** The stack, with a way to its message log. */
    private static final class Traceable extends SipStackImpl {
        Traceable(Properties properties) throws PeerUnavailableException {
            super(properties);
        }

        void trace(SipTrace trace) {
            if (serverLogger instanceof TraceLogger logger) {
                logger.to(trace);
            }
        }
    }

    private interface FreePort {
        int find(int attempt) throws IOException;
    }
}
