package org.voxpost.engine.lane;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The threads of a group of lanes, and what waits beside them. Owned by whoever made it; any thread may use it. */
public final class LaneThreads implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor timer;
    private final Lanes lanes;

    /**
     * Starts none before there is work.
     *
     * @param timer the name of the thread that wakes lanes
     */
    public LaneThreads(String timer) {
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(timer).factory());
        this.timer.setRemoveOnCancelPolicy(true);
        this.lanes = new Lanes(threads, this.timer, new MonotonicClock());
    }

    public Lanes lanes() {
        return lanes;
    }

    public Lane lane() {
        return lanes.lane();
    }

    /** A lane whose tasks may wait for a disk. */
    public Lane waitingLane() {
        Lane lane = lanes.lane();
        lane.waits();
        return lane;
    }

    /** Runs what waits for disks and servers: a virtual thread each. */
    public Executor blocking() {
        return threads;
    }

    public boolean closed() {
        return timer.isShutdown() && threads.isShutdown();
    }

    /** Wakes no lane any more, and waits until the work that was begun is done. */
    @Override
    public void close() {
        timer.shutdownNow();
        threads.close();
    }

    /** Wakes no lane any more, and interrupts what waits. */
    public void closeNow() {
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
