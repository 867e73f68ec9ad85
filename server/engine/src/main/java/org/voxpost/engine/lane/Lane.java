package org.voxpost.engine.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial executor: runs the tasks given to it one at a time, in order, on threads that it borrows: that of the event which woke it,
 * once the event is handled, or one of the pool. State that only one lane touches needs no lock. A task that throws is logged and does not stop the ones behind it.
 *
 * <p>Any thread may call {@link #execute} and {@link #after}; neither blocks.
 */
public final class Lane implements Executor {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** After so many tasks a busy lane gives its thread to another lane. */
    private static final int TURN = 64;

    private static final ThreadLocal<@Nullable Lane> CURRENT = new ThreadLocal<>();

    private final Lanes lanes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private volatile boolean waits;

    Lane(Lanes lanes) {
        this.lanes = lanes;
    }

    /**
     * The lane whose task the calling thread runs.
     *
     * @throws IllegalStateException outside of a lane
     */
    public static Lane current() {
        Lane lane = CURRENT.get();
        if (lane == null) {
            throw new IllegalStateException("not on a lane");
        }
        return lane;
    }

    /** Runs the task after everything that was given to this lane before. */
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** Handles an event on the calling thread, which then lends itself to the lanes that the event woke. */
    public void around(Runnable event) {
        lanes.around(event);
    }

    /** Says that tasks of this lane may wait for something: from the next task on, its turns get threads of their own. */
    public void waits() {
        waits = true;
    }

    /** Runs the task on this lane once the delay is over, unless the alarm was cancelled before. */
    public Alarm after(Duration delay, Runnable task) {
        return lanes.alarm(delay, this, task);
    }

    /** Now, on the monotonic clock that all timers of lanes follow. */
    public Instant now() {
        return lanes.clock().instant();
    }

    private void wake() {
        Host host = waits ? null : Host.here();
        if (host == null) {
            lanes.pool().execute(waits ? this::turn : this::hostedTurn);
        } else {
            host.keep(this::turn);
        }
    }

    private void hostedTurn() {
        Host.around(this::turn, lanes.pool());
    }

    private void turn() {
        CURRENT.set(this);
        try {
            work();
        } finally {
            CURRENT.remove();
        }
    }

    private void work() {
        for (int i = 0; i < TURN && !(waits && Host.here() != null); i++) {
            Runnable task = next();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("A task on a lane failed; the tasks behind it go on", e);
            }
        }
        lanes.pool().execute(waits ? this::turn : this::hostedTurn);
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = waiting.poll();
            running = task != null;
            return task;
        } finally {
            lock.unlock();
        }
    }
}
