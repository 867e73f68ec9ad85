package org.voxpost.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings complete files of one directory to disk, on one thread: the content of each, and their names by forcing the directory once
 * for all that wait. A file is reported only after both. Any thread may call it.
 */
final class Finisher implements AutoCloseable {

    /** Files that share a look at the directory, at most: the first of them waits for the last. */
    private static final int GROUP = 32;

    private record Complete(ReceivedFile file, CompletableFuture<Path> named) {}

    private record Named(Path path, Complete of) {}

    private final DirectoryForce directory;
    private final ConcurrentLinkedQueue<Complete> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final ExecutorService disk = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("inbox-disk").factory());

    /** Makes names given in the directory survive a loss of power. */
    interface DirectoryForce {
        void force() throws IOException;
    }

    Finisher(DirectoryForce directory) {
        this.directory = directory;
    }

    /** Takes the file over. */
    CompletionStage<Path> finish(ReceivedFile file) {
        Complete complete = new Complete(file, new CompletableFuture<>());
        waiting.add(complete);
        if (unfinished.getAndIncrement() == 0) {
            try {
                disk.execute(this::work);
            } catch (RejectedExecutionException closed) {
                work();
            }
        }
        return complete.named();
    }

    /** Waits for what it has taken over. */
    @Override
    public void close() {
        disk.close();
    }

    private void work() {
        int done;
        do {
            List<Complete> group = new ArrayList<>();
            for (Complete next = waiting.poll(); next != null; next = group.size() < GROUP ? waiting.poll() : null) {
                group.add(next);
            }
            force(group);
            done = group.size();
        } while (unfinished.addAndGet(-done) > 0);
    }

    private void force(List<Complete> group) {
        List<Named> named = new ArrayList<>();
        for (Complete each : group) {
            try {
                named.add(new Named(each.file().claimForced(), each));
            } catch (MediaException | RuntimeException e) {
                each.named().completeExceptionally(e);
            }
        }
        if (named.isEmpty()) {
            return;
        }
        try {
            directory.force();
        } catch (IOException e) {
            named.forEach(each ->
                    each.of().named().completeExceptionally(each.of().file().failed(e)));
            return;
        }
        named.forEach(each -> each.of().named().complete(each.path()));
    }
}
