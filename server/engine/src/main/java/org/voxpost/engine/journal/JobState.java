package org.voxpost.engine.journal;

/** How far a job is. It never goes back. */
public enum JobState {
    /** Promised to the application server; no attempt has begun. */
    ACCEPTED,
    /** Attempts are made. */
    RUNNING,
    /** Every octet was acknowledged: it is never sent again. */
    DELIVERED,
    /** Its one outcome stands. */
    FINISHED
}
