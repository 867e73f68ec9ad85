package org.voxpost.app.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.journal.JournalException;

/** Waits for facts, for any number of readers. Who reads slowly or not at all costs the others nothing. */
final class EventFeed {

    /** Facts of other nodes are not announced here: they are looked for so often. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Facts of this time are read together, so that many at once cost few questions. */
    private static final Duration GATHER = Duration.ofMillis(20);

    private final CaptureStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private long version;

    EventFeed(CaptureStore store) {
        this.store = store;
        store.onFacts(this::wake);
    }

    /** There is something new for whoever waits. */
    void wake() {
        lock.lock();
        try {
            version++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What {@link #awaitNewer} waits for something newer than. */
    long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Facts behind a sequence number; where there are none yet, waits for them. */
    List<CaptureEvent> after(long sequence, int limit, Duration wait) throws JournalException, InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            long seen = version();
            List<CaptureEvent> found = store.events(sequence, limit);
            long left = deadline - System.nanoTime();
            if (!found.isEmpty() || left <= 0) {
                return found;
            }
            awaitNewer(seen, Duration.ofNanos(left));
        }
    }

    /** Returns when something is newer than {@code seen}, or it is time to look. */
    void awaitNewer(long seen, Duration most) throws InterruptedException {
        long left = Math.min(most.toNanos(), LOOK.toNanos());
        lock.lock();
        try {
            while (version == seen && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        if (left > GATHER.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(GATHER.toNanos());
        }
    }
}
