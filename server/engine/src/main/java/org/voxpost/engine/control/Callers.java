package org.voxpost.engine.control;

import java.util.concurrent.CompletableFuture;

/** Says who may call. */
@FunctionalInterface
public interface Callers {

    /** Everyone may. */
    Callers EVERYONE = address -> CompletableFuture.completedFuture(true);

    /**
     * Whether calls from this address are taken. Called on the lane of the call, so it never waits: where the answer takes a
     * name server, it completes later, on any thread.
     *
     * @param address numeric, IPv6 without brackets or zone
     */
    CompletableFuture<Boolean> admit(String address);
}
