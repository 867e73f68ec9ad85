package org.voxpost.engine.capture;

/** Hears what goes on in one session; does not wait. */
public interface SessionWatcher {

    /** There are new facts in the record. On a thread of the store. */
    void newFacts();

    /** The caller writes, or stopped. On the lane of the session. */
    void composing(boolean active);
}
