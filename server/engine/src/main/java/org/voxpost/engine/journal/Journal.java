package org.voxpost.engine.journal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.voxpost.engine.capture.store.CaptureStore;

/**
 * Where it is written down what was accepted and what became of it. Any thread may call it; nothing here waits for a disk.
 *
 * <p>Entries reach the disk in the order in which they were given, many of them by one {@code fsync}. One whose writing fails for
 * want of room or of the database is tried again until it succeeds or the journal is closed, so that a promise is late rather than
 * broken.
 */
public interface Journal extends AutoCloseable {

    /** Keeps nothing: every entry is done at once. For what needs no journal, and as the yardstick of one. */
    static Journal none() {
        return new NoJournal();
    }

    /**
     * Writes an entry down.
     *
     * @return completes once the entry would survive a power cut; exceptionally with {@link JournalException} when it never will.
     *     Completed on a thread of the journal: whoever goes on from there does so on a lane
     */
    CompletableFuture<Void> write(Entry entry);

    /** Writes an entry down for which nobody waits: it is on disk before any entry that is given later. */
    default void note(Entry entry) {
        var _ = write(entry);
    }

    /**
     * Hands over the orders that are to be gone on with: at once those that an earlier run of this node left open, in one list, empty
     * where there are none, and later those of nodes that died. Called once, when everything that runs orders is ready.
     *
     * @param taker called on a thread of the journal; does not wait
     */
    void recover(Consumer<List<OpenOrder>> taker);

    /**
     * Says who is to be told that the orders of this node are about to be another's, since it gave no sign of life in time: what runs is to
     * be left as it is. They are handed over again when they are its own again.
     *
     * @param listener called on a thread of the journal; does not wait
     */
    default void onLost(Runnable listener) {}

    /** Where captured sessions are kept; empty where nothing is. */
    default Optional<CaptureStore> captures() {
        return Optional.empty();
    }

    /** Whether what is given up unfinished is gone on with by a later run. */
    boolean keeps();

    /** What is waiting to be written is written, then the store is released. */
    @Override
    void close();
}
