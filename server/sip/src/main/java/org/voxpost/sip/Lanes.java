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
}
