package org.voxpost.media;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voxpost.media.MediaException.Reason;

/**
 * Runs network work on a thread of its own, so that a deadline or an interrupt ends the call even where the work does not
 * notice: in name resolution, in a blocked read.
 */
final class Deadline {

    /** How long the caller waits for the work to clean up after it was told to stop. */
    private static final Duration CLEANING = Duration.ofSeconds(2);

    private Deadline() {}

    /**
     * @param stop makes the work fail soon; called from the caller's thread
     * @param unwanted disposes of a result that came too late
     */
    static <T> T call(Duration within, String uri, Callable<T> work, Runnable stop, Consumer<T> unwanted)
            throws MediaException {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().name("media-http").start(() -> perform(work, outcome, unwanted));
        try {
            return outcome.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause(), uri);
        } catch (TimeoutException e) {
            abandon(worker, stop, outcome, unwanted);
            throw new MediaException(Reason.TIMEOUT, "not done within " + within.toMillis() + " ms: " + uri);
        } catch (InterruptedException e) {
            abandon(worker, stop, outcome, unwanted);
            Thread.currentThread().interrupt();
            throw new MediaException(Reason.CANCELLED, "was cancelled: " + uri);
        }
    }

    private static <T> void perform(Callable<T> work, CompletableFuture<T> outcome, Consumer<T> unwanted) {
        try {
            T result = work.call();
            if (!outcome.complete(result)) {
                unwanted.accept(result);
            }
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }

    private static <T> void abandon(Thread worker, Runnable stop, CompletableFuture<T> outcome, Consumer<T> unwanted) {
        if (!outcome.cancel(false) && !outcome.isCompletedExceptionally()) {
            unwanted.accept(outcome.join());
            return;
        }
        stop.run();
        worker.interrupt();
        try {
            worker.join(CLEANING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MediaException failure(@Nullable Throwable cause, String uri) {
        if (cause instanceof MediaException ours) {
            return ours;
        }
        return new MediaException("fetching failed: " + uri, cause);
    }
}
