package org.voxpost.msrp;

import java.net.SocketAddress;
import java.time.Instant;

/** Sees every MSRP frame of an endpoint, for ladders and capture. Costs a second decoding of all that goes by. */
@FunctionalInterface
public interface MsrpTrace {

    /** Called on the event loop of the connection, before a frame is handled or when it is handed to the socket; must not block. */
    void frame(Frame frame);

    enum Direction {
        RECEIVED,
        SENT
    }

    /**
     * One frame.
     *
     * @param instant when it was seen; orders frames with other traces
     * @param summary method and Byte-Range, or status and comment; free of control characters
     * @param peer the far end of the connection
     */
    record Frame(Direction direction, Instant instant, String summary, SocketAddress peer) {}
}
