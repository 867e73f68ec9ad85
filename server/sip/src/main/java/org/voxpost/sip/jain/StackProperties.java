package org.voxpost.sip.jain;

import java.util.Properties;

/** How JAIN-SIP is tuned, and why. ADR 0002 has the reasons at length. */
final class StackProperties {
    private static final String NIST = "gov.nist.javax.sip.";

    private StackProperties() {}

    static Properties of(String name) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", name);
        // Dialogs are ours: JAIN's keep messages, threads and semaphores per call.
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        // The next hop is decided before a request is handed over, and never by a DNS look-up inside the stack.
        properties.setProperty("javax.sip.ROUTER_PATH", PreparedRouter.class.getName());
        properties.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        // Events come on the thread that parsed the message; they only enqueue to a lane.
        properties.setProperty(NIST + "REENTRANT_LISTENER", "true");
        // Only for calls of an endpoint to itself, which the stack hands over without a socket.
        properties.setProperty(NIST + "THREAD_POOL_SIZE", "1");
        properties.setProperty(NIST + "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        // One thread for all timers, told from others by name, and one that says when it has stopped.
        properties.setProperty(NIST + "TIMER_CLASS_NAME", StackTimer.class.getName());
        // A transaction that only lingers keeps the bytes of its last response, not the messages.
        properties.setProperty(NIST + "RELEASE_REFERENCES_STRATEGY", "Aggressive");
        // Repetitions of what is answered are dealt with before they come to a transaction.
        properties.setProperty(NIST + "LINGER_TIMER", "0");
        properties.setProperty(NIST + "STACK_LOGGER", QuietLogger.class.getName());
        properties.setProperty(NIST + "SERVER_LOGGER", NoMessageLog.class.getName());
        // TLS is ours, below the stack: the default provider reads key stores at the start.
        properties.setProperty(NIST + "SECURITY_MANAGER_PROVIDER", NoSecurity.class.getName());
        properties.setProperty(NIST + "RFC_2543_SUPPORT_ENABLED", "false");
        return properties;
    }
}
