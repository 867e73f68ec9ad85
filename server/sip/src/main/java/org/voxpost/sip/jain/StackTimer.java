package org.voxpost.sip.jain;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The timers of the stack's transactions, on one thread; cancelled ones are forgotten at once. Made by the stack, by name. */
public final class StackTimer implements SipTimer {
    private static final Logger LOG = LoggerFactory.getLogger(StackTimer.class);

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("sip-transaction-timer").factory());
    private final CountDownLatch stopped = new CountDownLatch(1);

    public StackTimer() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void start(SipStackImpl stack, Properties properties) {}

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        try {
            task.setSipTimerTask(executor.schedule(() -> run(task), aligned(delay), TimeUnit.NANOSECONDS));
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        try {
            task.setSipTimerTask(
                    executor.scheduleWithFixedDelay(() -> run(task), delay, period, TimeUnit.MILLISECONDS));
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        Object scheduled = task.getSipTimerTask();
        if (scheduled instanceof Future<?> future) {
            task.cleanUpBeforeCancel();
            task.setSipTimerTask(null);
            return future.cancel(false);
        }
        return false;
    }

    @Override
    public void stop() {
        executor.shutdownNow();
        stopped.countDown();
    }

    @Override
    public boolean isStarted() {
        return !executor.isShutdown();
    }

    /** Waits for {@link #stop}, which is the last that the stack does before it sleeps. */
    void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Up to the next tick: what is due in one tick wakes the thread once, and every transaction has a timer or two. */
    private static long aligned(long millis) {
        long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return TimeUnit.MILLISECONDS.toNanos(millis) + TICK - Math.floorMod(at, TICK);
    }

    private static void run(SIPStackTimerTask task) {
        try {
            task.runTask();
        } catch (RuntimeException | Error bug) {
            // A task that throws would never run again, and its transaction never end.
            LOG.debug("A timer of the SIP stack failed.", bug);
        }
    }
}
