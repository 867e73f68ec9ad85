package org.voxpost.msrp.session;

import org.jspecify.annotations.Nullable;
import org.voxpost.msrp.wire.Frame;

/** A request of ours whose response is awaited. */
sealed interface Transaction {

    /** When the response is overdue. */
    long deadline();

    /** Where its last octet stands in what the connection has sent: as long as it is queued here, nobody can answer. */
    long position();

    Transaction withDeadline(long other);

    /**
     * A SEND with octets of a message.
     *
     * @param octets of its body
     * @param answered whether a success is answered too, so that the window waits for it (Failure-Report is not partial)
     * @param since when its last octet was written
     */
    record Chunk(
            SessionCore session,
            Outgoing message,
            long octets,
            boolean answered,
            long since,
            long deadline,
            long position)
            implements Transaction {
        @Override
        public Chunk withDeadline(long other) {
            return new Chunk(session, message, octets, answered, since, other, position);
        }
    }

    /** A SEND without a body, such as the first one of the active side (RFC 4975 §5.4). */
    record Bodiless(SessionCore session, long deadline, long position) implements Transaction {
        @Override
        public Bodiless withDeadline(long other) {
            return new Bodiless(session, other, position);
        }
    }

    /**
     * A request of another method, such as AUTH (RFC 4976 §5.1); whoever sent it takes the response.
     *
     * @param session with whose end it ends; null for one of the connection
     */
    record Other(@Nullable SessionCore session, Answer answer, long deadline, long position) implements Transaction {
        @Override
        public Other withDeadline(long other) {
            return new Other(session, answer, other, position);
        }
    }

    /** Takes the end of a transaction, on the lane of the connection. */
    interface Answer {
        void response(Frame.Response response, long now);

        /** No response came in time, or the connection is gone, or the session is. */
        void missing(long now);
    }
}
