package org.voxpost.app.send;

/** Hears a push as it happens, on its lane. */
public interface PushEvents {
    /** A provisional answer came, such as 180. */
    default void provisional(int status, String reason) {}

    /** The peer took the call. */
    default void answered() {}

    /** So many of all bytes are acknowledged; never decreases. */
    default void acknowledged(long bytes, long total) {}
}
