package org.voxpost.testkit;

/** A way back to where a message came from, or on to where one is to go. */
interface SipRoute {
    void send(byte[] octets);
}
