package org.voxpost.sip;

import java.util.concurrent.Executor;

/** Supplies lanes: serial executors that run what they are given one after another, in order. */
@FunctionalInterface
public interface Lanes {

    /**
     * A fresh lane. Every callback of one call runs on its lane, and nothing else of the endpoint does. Called by network
     * threads: must not block, and {@code execute} of the lane must only enqueue.
     */
    Executor lane();

    /**
     * Runs {@code event}, the handling of one message, on the calling network thread. Lanes that it wakes may have that thread once
     * it returns.
     */
    default void around(Runnable event) {
        event.run();
    }

    /** Says that tasks of a lane from {@link #lane}, or of one that an invitation named, may wait for a connection, and so must not have network threads. */
    default void waits(Executor lane) {}
}
