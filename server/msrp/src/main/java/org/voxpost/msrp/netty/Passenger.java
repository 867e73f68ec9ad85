package org.voxpost.msrp.netty;

import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.session.ConnectionCore;

/** Waits for a connection of ours to stand. */
interface Passenger {

    /**
     * The connection stands. Leaves it alone when nobody needs it any more. On its lane.
     *
     * @param used whether others were on it before, so that its peer may be about to close it
     */
    void board(ConnectionCore core, boolean used, long now);

    /** False when it has gone elsewhere since. */
    default boolean awaits(NettyConnection one) {
        return true;
    }

    /** It came to nothing. On its lane. */
    void stranded(SessionEnd why, long now);
}
