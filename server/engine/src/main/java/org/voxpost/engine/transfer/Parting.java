package org.voxpost.engine.transfer;

/** How an attempt that is given up takes leave of the far end. */
public enum Parting {
    /** It stops where it is. */
    AT_ONCE,
    /** It goes on until its session is quiet, or for the longest delay of a BYE, and may be delivered by then. */
    WHEN_QUIET
}
