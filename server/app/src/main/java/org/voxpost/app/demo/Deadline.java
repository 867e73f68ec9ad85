package org.voxpost.app.demo;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When all that is waited for has to be there, however many waits there are. */
final class Deadline {

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    long nanosLeft() {
        return Math.max(0, end - System.nanoTime());
    }

    /** @param missing what is told when it does not come */
    <T> T await(CompletableFuture<T> future, String missing) throws Demo.Failed, InterruptedException {
        try {
            return future.get(nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Demo.Failed(missing);
        } catch (ExecutionException e) {
            throw new Demo.Failed(missing + ": " + e.getCause());
        }
    }

    /** @param missing what is told when it does not come */
    <T> T await(BlockingQueue<T> queue, String missing) throws Demo.Failed, InterruptedException {
        T next = queue.poll(nanosLeft(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw new Demo.Failed(missing);
        }
        return next;
    }
}
