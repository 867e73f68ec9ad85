package org.voxpost.benchmarks;

import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.UUID;
import javax.sip.ListeningPoint;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.address.AddressFactory;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;

/** Plain JAIN-SIP over UDP on loopback, with its own sockets and the settings of our endpoint that are not about our sockets. */
record BareStack(
        SipStack stack,
        SipProvider provider,
        MessageFactory messages,
        HeaderFactory headers,
        AddressFactory addresses,
        int port)
        implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    static final String SDP = "v=0\r\no=bare 1 1 IN IP4 0.0.0.0\r\ns=bare\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n";

    private static final String NIST = "gov.nist.javax.sip.";
    private static final String OURS = "org.voxpost.sip.jain.";

    static BareStack open(int port) throws Exception {
        SipFactory factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        SipStack stack = factory.createSipStack(properties());
        ListeningPoint point = stack.createListeningPoint(HOST, port, ListeningPoint.UDP);
        SipProvider provider = stack.createSipProvider(point);
        return new BareStack(
                stack,
                provider,
                factory.createMessageFactory(),
                factory.createHeaderFactory(),
                factory.createAddressFactory(),
                point.getPort());
    }

    /** What hears of the messages; to be called before the first of them. */
    void listen(SipListener listener) throws TooManyListenersException {
        provider.addSipListener(listener);
    }

    @Override
    public void close() {
        stack.stop();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "bare-" + UUID.randomUUID());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty(NIST + "REENTRANT_LISTENER", "true");
        properties.setProperty(
                NIST + "THREAD_POOL_SIZE",
                Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())));
        properties.setProperty(NIST + "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        properties.setProperty(NIST + "RECEIVE_UDP_BUFFER_SIZE", Integer.toString(4 << 20));
        properties.setProperty(NIST + "SEND_UDP_BUFFER_SIZE", Integer.toString(4 << 20));
        properties.setProperty(NIST + "RELEASE_REFERENCES_STRATEGY", "Aggressive");
        properties.setProperty(NIST + "LINGER_TIMER", "4");
        properties.setProperty(NIST + "RFC_2543_SUPPORT_ENABLED", "false");
        // Silence and one timer thread: the stack's own are slower, which would flatter us.
        properties.setProperty(NIST + "TIMER_CLASS_NAME", OURS + "StackTimer");
        properties.setProperty(NIST + "STACK_LOGGER", OURS + "QuietLogger");
        properties.setProperty(NIST + "SERVER_LOGGER", OURS + "NoMessageLog");
        properties.setProperty(NIST + "SECURITY_MANAGER_PROVIDER", OURS + "NoSecurity");
        return properties;
    }
}
