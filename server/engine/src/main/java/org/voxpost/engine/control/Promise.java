package org.voxpost.engine.control;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.lane.Lane;

/** Orders that are being written down before they are answered. Belongs to a lane. */
final class Promise {

    private static final Logger log = LoggerFactory.getLogger(Promise.class);

    private final Journal journal;
    private final List<Entry.Accepted> orders;
    private final Runnable kept;
    private final Runnable broken;
    private boolean decided;

    private Promise(Journal journal, List<Entry.Accepted> orders, Runnable kept, Runnable broken) {
        this.journal = journal;
        this.orders = orders;
        this.kept = kept;
        this.broken = broken;
    }

    /**
     * Writes the orders down.
     *
     * @param deadline how long that may take; what is on disk later than that is withdrawn there
     * @param kept called on the lane once all of them are on disk, before this returns if they are at once
     * @param broken called on the lane when they are not and will not be
     */
    static void of(
            List<Entry.Accepted> orders,
            Journal journal,
            Lane lane,
            Duration deadline,
            Runnable kept,
            Runnable broken) {
        Promise promise = new Promise(journal, orders, kept, broken);
        CompletableFuture<Void> written =
                CompletableFuture.allOf(orders.stream().map(journal::write).toArray(CompletableFuture<?>[]::new));
        if (written.isDone() && !written.isCompletedExceptionally()) {
            promise.decide(null);
            return;
        }
        var alarm = lane.after(deadline, promise::late);
        var _ = written.whenComplete((_, failure) -> lane.execute(() -> {
            alarm.cancel();
            promise.decide(failure);
        }));
    }

    private void decide(@Nullable Throwable failure) {
        if (decided) {
            return;
        }
        decided = true;
        if (failure == null) {
            kept.run();
        } else {
            log.warn("Orders could not be written down: {} because: {}", ids(), failure.getMessage());
            withdraw();
        }
    }

    private void late() {
        if (!decided) {
            decided = true;
            log.warn("Orders could not be written down in time: {}", ids());
            withdraw();
        }
    }

    private void withdraw() {
        orders.forEach(order -> journal.note(new Entry.Withdrawn(order.order().id())));
        broken.run();
    }

    private List<String> ids() {
        return orders.stream().map(order -> order.order().id()).toList();
    }
}
