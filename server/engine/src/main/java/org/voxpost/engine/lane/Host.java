package org.voxpost.engine.lane;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A thread that handles an event and then lends itself to the lanes that the event woke: that costs less than to wake another thread
 * for each. Touched by its thread only.
 */
final class Host {

    /** Turns of lanes behind one event; what is woken beyond them finds another thread. */
    private static final int TURNS = 64;

    private static final ThreadLocal<@Nullable Host> HERE = new ThreadLocal<>();

    private final ArrayDeque<Runnable> woken = new ArrayDeque<>();
    private boolean open;

    private Host() {}

    /** The calling thread, while it handles an event; otherwise null. */
    static @Nullable Host here() {
        Host host = HERE.get();
        return host != null && host.open ? host : null;
    }

    /**
     * Handles an event. When this returns, or throws what the event threw, every lane that it woke had a turn or is in the hands of
     * the pool.
     */
    static void around(Runnable event, Executor pool) {
        if (here() != null) {
            event.run();
            return;
        }
        Host host = HERE.get();
        if (host == null) {
            host = new Host();
            HERE.set(host);
        }
        host.open = true;
        try {
            event.run();
            host.lend();
        } finally {
            host.open = false;
            host.handOver(pool);
        }
    }

    private void handOver(Executor pool) {
        try {
            while (!woken.isEmpty()) {
                pool.execute(woken.remove());
            }
        } catch (RejectedExecutionException closed) {
            woken.clear();
        }
    }

    /** Keeps a turn of a lane for the time behind the event. */
    void keep(Runnable turn) {
        woken.add(turn);
    }

    private void lend() {
        for (int i = 0; i < TURNS && !woken.isEmpty(); i++) {
            woken.remove().run();
        }
    }
}
