package org.voxpost.app.send;

import org.voxpost.app.progress.TransferProgress;

/** Hears a push as it happens, on its lane. */
public interface PushEvents {
    /** A provisional answer came, such as 180. */
    default void provisional(int status, String reason) {}

    /** The peer took the call. */
    default void answered() {}

    /** An attempt broke off; another one for what follows these bytes begins soon. */
    default void brokenOff(String why, long acknowledged) {}

    /** The peer has so many bytes of an earlier push; another attempt for what follows them begins. */
    default void goesOn(long bytes) {}

    /** More of the file is acknowledged; through relays, by the first of them, while the outcome is the word of the peer. */
    default void progressed(TransferProgress progress) {}
}
