package org.voxpost.msrp.session;

import org.voxpost.msrp.wire.Frame;

/** A request of ours whose response is awaited. */
sealed interface Transaction {

    /** When the response is overdue. */
    long deadline();

    /**
     * A SEND with octets of a message.
     *
     * @param octets of its body
     * @param answered whether a success is answered too, so that the window waits for it (Failure-Report is not partial)
     */
    record Chunk(SessionCore session, Outgoing message, long octets, boolean answered, long deadline)
            implements Transaction {}

    /** A SEND without a body, such as the first one of the active side (RFC 4975 §5.4). */
    record Bodiless(SessionCore session, long deadline) implements Transaction {}

    /** A request of another method, such as AUTH (RFC 4976 §5.1); whoever sent it takes the response. */
    record Other(Answer answer, long deadline) implements Transaction {}

    /** Takes the end of a transaction, on the lane of the connection. */
    interface Answer {
        void response(Frame.Response response, long now);

        /** No response came in time, or the connection is gone. */
        void missing(long now);
    }
}
