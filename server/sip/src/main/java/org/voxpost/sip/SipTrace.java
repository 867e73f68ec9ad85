package org.voxpost.sip;

import java.time.Instant;

/** Sees every SIP message of an endpoint, for ladders and capture. */
@FunctionalInterface
public interface SipTrace {

    /** Called by network threads and lanes, before a message is handled or after it was handed to the socket; must not block. */
    void message(Message message);

    enum Direction {
        RECEIVED,
        SENT
    }

    /**
     * One message.
     *
     * @param firstLine request or status line without its line end
     * @param transport {@code UDP} or {@code TCP}
     * @param peer the far transport address as {@code 192.0.2.1:5060}
     * @param size in octets
     */
    record Message(
            Direction direction,
            Instant instant,
            String firstLine,
            String callId,
            String cseq,
            String transport,
            String peer,
            int size) {}
}
