package org.voxpost.msrp.session;

/** What became of the question for a session that {@link ConnectionPort#resolve} asked. */
public enum Resolution {
    /** The session is attached to the connection that asked. */
    ATTACHED,
    /** There is no such session: 481. */
    UNKNOWN,
    /** Another connection has it: 506. */
    BOUND_ELSEWHERE
}
