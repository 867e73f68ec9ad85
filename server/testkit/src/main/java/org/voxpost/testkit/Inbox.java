package org.voxpost.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What has arrived and nobody has asked for yet. Asking takes the first that fits and leaves the others in their order. */
final class Inbox<T> {
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Traffic traffic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<T> waiting = new ArrayList<>();
    private volatile Duration deadline = DEADLINE;

    Inbox(Traffic traffic) {
        this.traffic = traffic;
    }

    void deadline(Duration newDeadline) {
        deadline = newDeadline;
    }

    void add(T item) {
        lock.lock();
        try {
            waiting.add(item);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    T take(String what, Predicate<? super T> fits) {
        T taken = poll(fits, deadline);
        if (taken == null) {
            throw traffic.failure("expected " + what + " within " + deadline.toMillis() + " ms");
        }
        return taken;
    }

    /** Waits this long at most, and no longer than until the thread is interrupted. */
    @Nullable
    T poll(Predicate<? super T> fits, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            T found = remove(fits);
            while (found == null && left > 0) {
                left = changed.awaitNanos(left);
                found = remove(fits);
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable T remove(Predicate<? super T> fits) {
        for (Iterator<T> each = waiting.iterator(); each.hasNext(); ) {
            T item = each.next();
            if (fits.test(item)) {
                each.remove();
                return item;
            }
        }
        return null;
    }

    List<T> rest() {
        lock.lock();
        try {
            return List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
    }
}
