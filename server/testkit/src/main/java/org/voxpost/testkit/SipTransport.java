package org.voxpost.testkit;

import java.net.InetSocketAddress;

/** A listening point; it hands in whole messages and opens ways out. */
interface SipTransport extends AutoCloseable {
    /** Takes what arrives, on a thread of the transport. */
    interface Receiver {
        void received(byte[] octets, SipRoute origin);
    }

    /** As a Via header names it: UDP, TCP or TLS. */
    String name();

    int port();

    SipRoute to(InetSocketAddress address);

    @Override
    void close();
}
