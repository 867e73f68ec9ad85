package org.voxpost.benchmarks.restart;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.voxpost.benchmarks.BenchmarkFailure;
import org.voxpost.benchmarks.restart.RetentionFigures.Waits;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Journal;

/**
 * Goes on writing orders, an entry at a time, each forced to the disk before the next: what an application server that orders now would
 * feel. The pace leaves the journal time for its chores, as a server that is not overloaded does.
 */
final class Writers implements AutoCloseable {

    private static final long PAUSE = Duration.ofMillis(1).toNanos();

    private final Journal journal;
    private final Histogram micros = new Histogram(3);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopped;

    private Writers(Journal journal, int first) {
        this.journal = journal;
        this.thread = Thread.ofPlatform().daemon().name("orders").unstarted(() -> write(first));
    }

    /** @param first number of its orders; it takes as many as it comes to */
    static Writers begin(Journal journal, int first) {
        Writers writers = new Writers(journal, first);
        writers.thread.start();
        return writers;
    }

    /** Stops, and tells how long each entry took. */
    Waits waits() throws InterruptedException {
        stopped = true;
        thread.join();
        Throwable failed = failure.get();
        if (failed != null) {
            throw new BenchmarkFailure("The journal took no entry: " + failed.getMessage());
        }
        return new Waits(of(micros.getMaxValue()), of(micros.getValueAtPercentile(99)));
    }

    private void write(int first) {
        try {
            for (int number = first; !stopped; number++) {
                SampleOrder order = new SampleOrder(number, "gone.amr", 1, Instant.now());
                write(order.accepted());
                for (Entry entry : order.course()) {
                    write(entry);
                }
            }
        } catch (InterruptedException | ExecutionException e) {
            failure.set(e);
        }
    }

    private void write(Entry entry) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        journal.write(entry).get();
        micros.recordValue((System.nanoTime() - start) / 1000);
        LockSupport.parkNanos(PAUSE);
    }

    private static Duration of(long value) {
        return Duration.ofNanos(value * 1000);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
