package org.voxpost.engine.capture.store;

/** Whose words they are. */
public enum Side {
    /** Nobody's: what is no message. */
    NONE,
    CALLER,
    /** The answering side: an agent, or text that is sent by itself. */
    AGENT
}
