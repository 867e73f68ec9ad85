package org.voxpost.engine.capture;

/** Who speaks to a caller. */
enum Voice {
    PERSON,
    /** Words that are sent by themselves. */
    SERVER,
    /** Nobody: it only says that a message arrived. */
    NOTICE
}
