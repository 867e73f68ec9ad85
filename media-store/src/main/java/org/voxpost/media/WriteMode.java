package org.voxpost.media;

/** What a write does with a destination that exists. */
public enum WriteMode {
    /** The write fails with EXISTS. */
    CREATE,
    /** The new content takes the place of the old in one step. */
    REPLACE,
    /** The new content follows the old; a missing destination is created. */
    APPEND
}
