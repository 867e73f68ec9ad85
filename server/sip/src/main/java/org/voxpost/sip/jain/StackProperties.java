package org.voxpost.sip.jain;

import java.util.Properties;
import org.voxpost.sip.SipConfiguration;

/** How JAIN-SIP is tuned, and why. ADR 0002 has the reasons at length. */
final class StackProperties {
    private static final String NIST = "gov.nist.javax.sip.";

    private StackProperties() {}

    static Properties of(SipConfiguration configuration, String name) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", name);
        // Dialogs are ours: JAIN's keep messages, threads and semaphores per call.
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        // The next hop is decided before a request is handed over, and never by a DNS look-up inside the stack.
        properties.setProperty("javax.sip.ROUTER_PATH", PreparedRouter.class.getName());
        properties.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        // Events come on the thread that parsed the message; they only enqueue to a lane.
        properties.setProperty(NIST + "REENTRANT_LISTENER", "true");
        properties.setProperty(NIST + "THREAD_POOL_SIZE", Integer.toString(configuration.workers()));
        properties.setProperty(NIST + "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        // One selector for every TCP connection instead of a thread for each.
        properties.setProperty(
                NIST + "MESSAGE_PROCESSOR_FACTORY", "gov.nist.javax.sip.stack.NioMessageProcessorFactory");
        properties.setProperty(NIST + "CONNECTION_TIMEOUT", "5000");
        // One thread for all timers; java.util.Timer, the default, keeps cancelled tasks until they are due.
        properties.setProperty(NIST + "TIMER_CLASS_NAME", "gov.nist.javax.sip.stack.timers.ScheduledExecutorSipTimer");
        // A transaction that only lingers keeps the bytes of its last response, not the messages.
        properties.setProperty(NIST + "RELEASE_REFERENCES_STRATEGY", "Aggressive");
        // How long an INVITE server transaction absorbs repetitions after its 200, in seconds.
        properties.setProperty(NIST + "LINGER_TIMER", "4");
        // A burst of calls must survive a pause of the collector.
        properties.setProperty(NIST + "RECEIVE_UDP_BUFFER_SIZE", Integer.toString(4 << 20));
        properties.setProperty(NIST + "SEND_UDP_BUFFER_SIZE", Integer.toString(4 << 20));
        properties.setProperty(NIST + "MAX_MESSAGE_SIZE", Integer.toString(configuration.largestMessage()));
        // No task that sweeps queues every two seconds.
        properties.setProperty(NIST + "CONGESTION_CONTROL_TIMEOUT", "0");
        properties.setProperty(NIST + "STACK_LOGGER", QuietLogger.class.getName());
        properties.setProperty(NIST + "SERVER_LOGGER", TraceLogger.class.getName());
        // We do no TLS in SIP yet: the default provider reads key stores at the start.
        properties.setProperty(NIST + "SECURITY_MANAGER_PROVIDER", NoSecurity.class.getName());
        properties.setProperty(NIST + "RFC_2543_SUPPORT_ENABLED", "false");
        return properties;
    }
}
