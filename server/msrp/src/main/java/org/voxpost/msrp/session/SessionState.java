package org.voxpost.msrp.session;

/** Where a session stands (RFC 4975 §5.4). */
public enum SessionState {
    /** It has no connection yet. */
    NEW,
    /** It has a connection, and no request has passed. */
    OPENING,
    /** A request has passed in one direction and was taken. */
    ESTABLISHED,
    /** It was ended here, and still takes what comes. */
    TAIL,
    /** It has ended. */
    OVER
}
