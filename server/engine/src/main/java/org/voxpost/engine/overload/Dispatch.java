package org.voxpost.engine.overload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;

/**
 * Begins attempts as the limits allow. Those beyond wait: the most urgent is first, then the oldest, and nobody waits for somebody
 * else's limit. Any thread may call it.
 */
public final class Dispatch {

    private final Courier courier;
    private final OverloadTerms terms;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue queue = new Queue();
    private final Map<String, Integer> byApplicationServer = new HashMap<>();
    private final Map<String, Integer> byDestination = new HashMap<>();
    private long numbers;
    private int running;
    private final AtomicInteger waiting = new AtomicInteger();

    public Dispatch(Courier courier, OverloadTerms terms) {
        this.courier = courier;
        this.terms = terms;
    }

    /** How many attempts wait for their turn. */
    public int waiting() {
        return waiting.get();
    }

    /** How many attempts run. */
    public int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Carries the parcels of one sender.
     *
     * @param lane where attempts begin that had to wait
     */
    public Courier of(Sender sender, Lane lane) {
        return new Courier() {
            @Override
            public Shipment ship(Parcel parcel, Watcher watcher) {
                return enter(sender, lane, parcel, watcher);
            }

            @Override
            public CompletableFuture<String> settle(Parcel parcel, String version) {
                return courier.settle(parcel, version);
            }

            @Override
            public void forget(String jobId) {
                courier.forget(jobId);
            }
        };
    }

    private Attempt enter(Sender sender, Lane lane, Parcel parcel, Courier.Watcher watcher) {
        Attempt.Limits limits = new Attempt.Limits(sender.applicationServer(), Destinations.of(parcel));
        Attempt attempt;
        boolean now;
        lock.lock();
        try {
            attempt = new Attempt(this, courier, ++numbers, sender.priority(), limits, parcel, watcher, lane);
            now = hasRoom(limits);
            if (now) {
                occupy(limits);
            } else {
                queue.add(attempt, destinationHasRoom(limits.destination()));
                waiting.incrementAndGet();
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            attempt.begin();
        }
        return attempt;
    }

    /** Whether it waited still; then it never begins. */
    boolean withdraw(Attempt attempt) {
        lock.lock();
        try {
            return takeOut(attempt);
        } finally {
            lock.unlock();
        }
    }

    /** An attempt is over: its place goes to the next. It may have held up several, each by another limit. */
    void left(Attempt attempt) {
        List<Attempt> due = new ArrayList<>();
        lock.lock();
        try {
            release(attempt.limits());
            for (Attempt next = next(); next != null; next = next()) {
                takeOut(next);
                occupy(next.limits());
                due.add(next);
            }
        } finally {
            lock.unlock();
        }
        due.forEach(Attempt::beginSoon);
    }

    private @Nullable Attempt next() {
        return running < terms.running() ? queue.first(this::applicationServerHasRoom) : null;
    }

    private boolean takeOut(Attempt attempt) {
        boolean waited = queue.remove(attempt);
        if (waited) {
            waiting.decrementAndGet();
        }
        return waited;
    }

    private boolean hasRoom(Attempt.Limits limits) {
        return running < terms.running()
                && applicationServerHasRoom(limits.applicationServer())
                && destinationHasRoom(limits.destination());
    }

    private boolean applicationServerHasRoom(String name) {
        return byApplicationServer.getOrDefault(name, 0) < terms.perApplicationServer();
    }

    private boolean destinationHasRoom(String name) {
        return byDestination.getOrDefault(name, 0) < terms.perDestination();
    }

    private void occupy(Attempt.Limits limits) {
        running++;
        byApplicationServer.merge(limits.applicationServer(), 1, Integer::sum);
        if (!limits.destination().isEmpty()) {
            byDestination.merge(limits.destination(), 1, Integer::sum);
            queue.open(limits.destination(), destinationHasRoom(limits.destination()));
        }
    }

    private void release(Attempt.Limits limits) {
        running--;
        byApplicationServer.computeIfPresent(limits.applicationServer(), (_, n) -> n == 1 ? null : n - 1);
        byDestination.computeIfPresent(limits.destination(), (_, n) -> n == 1 ? null : n - 1);
        queue.open(limits.destination(), destinationHasRoom(limits.destination()));
    }
}
