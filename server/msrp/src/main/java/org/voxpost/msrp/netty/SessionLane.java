package org.voxpost.msrp.netty;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.msrp.session.ConnectionPort.Step;

/**
 * The serial executor of a session: an event loop, which changes when the session gets a connection. Steps run one at a time and in
 * the order they were given, over a change as well.
 */
final class SessionLane {

    private static final Logger LOG = LoggerFactory.getLogger(SessionLane.class);

    /** Steps after which others on the event loop get their turn. */
    private static final int TURN = 1_024;

    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Runnable afterwards;
    private final Step broken;
    private volatile EventLoop loop;

    /**
     * @param afterwards runs on the lane after some steps, before anything of another lane
     * @param broken runs as a step of its own when one failed by a mistake of ours
     */
    SessionLane(EventLoop loop, Runnable afterwards, Step broken) {
        this.loop = loop;
        this.afterwards = afterwards;
        this.broken = broken;
    }

    EventLoop loop() {
        return loop;
    }

    /** Goes on over there. From here on the step that calls this may only pass messages. */
    void moveTo(EventLoop other) {
        loop = other;
    }

    /**
     * Queues a step, from any thread.
     *
     * @throws RejectedExecutionException when the endpoint is closed
     */
    void execute(Step step) {
        steps.add(step);
        if (draining.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void run(Step step) {
        try {
            step.run(System.nanoTime());
        } catch (RuntimeException | Error e) {
            LOG.error("A step of an MSRP session failed; the session is ended", e);
            if (!step.equals(broken)) {
                steps.add(broken);
            }
        }
    }

    private void drain() {
        EventLoop here = loop;
        if (!here.inEventLoop()) {
            here.execute(this::drain);
            return;
        }
        int done = 0;
        for (Step step = steps.poll(); step != null; step = steps.poll()) {
            run(step);
            if (!loop.inEventLoop() || ++done == TURN) {
                loop.execute(this::drain);
                return;
            }
        }
        afterwards.run();
        draining.set(false);
        if (!steps.isEmpty() && draining.compareAndSet(false, true)) {
            here.execute(this::drain);
        }
    }
}
