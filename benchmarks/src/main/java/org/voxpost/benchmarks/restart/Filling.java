package org.voxpost.benchmarks.restart;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Journal;

/** Fills a journal by its own door, as fast as it takes entries. */
final class Filling {

    /** Orders that wait for the disk at once: far fewer entries than a journal takes before it refuses some. */
    private static final int AT_ONCE = 2_000;

    private final Journal journal;
    private final IntFunction<SampleOrder> orders;

    Filling(Journal journal, IntFunction<SampleOrder> orders) {
        this.journal = journal;
        this.orders = orders;
    }

    /** Returns when they are on disk. */
    void closed(int from, int to) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int number = from; number < to; number++) {
            if ((number - from) % AT_ONCE == 0) {
                last.get();
            }
            SampleOrder order = orders.apply(number);
            journal.note(order.accepted());
            for (Entry entry : order.course()) {
                last = journal.write(entry);
            }
        }
        last.get();
    }

    /** Returns when they are on disk. */
    void open(int from, int to) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int number = from; number < to; number++) {
            last = journal.write(orders.apply(number).accepted());
        }
        last.get();
    }
}
