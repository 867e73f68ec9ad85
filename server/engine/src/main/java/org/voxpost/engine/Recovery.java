package org.voxpost.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.control.RecoveredOrders;
import org.voxpost.engine.delivery.Resumptions;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.media.MediaStore;

/** Takes open orders from the journal, and lets go what the spool holds for jobs that have their outcome. */
final class Recovery {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final MediaStore media;
    private final Resumptions resumptions;
    private final RecoveredOrders orders;
    private final Executor blocking;
    private final Runnable allTaken;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** @param allTaken told when what an earlier run left has been taken */
    Recovery(MediaStore media, Resumptions resumptions, RecoveredOrders orders, Executor blocking, Runnable allTaken) {
        this.allTaken = allTaken;
        this.media = media;
        this.resumptions = resumptions;
        this.orders = orders;
        this.blocking = blocking;
    }

    /** On a thread of the journal. The first list is all that an earlier run left. */
    void take(List<OpenOrder> open) {
        boolean own = begun.compareAndSet(false, true);
        if (own) {
            Set<String> owners = owners(open);
            blocking.execute(() -> tidy(owners));
        }
        open.forEach(order -> take(order, own));
        if (own) {
            allTaken.run();
        }
    }

    /** One that cannot be taken does not hold up the others; it stays open. */
    private void take(OpenOrder order, boolean own) {
        try {
            resumptions.recover(order);
            if (own) {
                orders.take(order);
            } else {
                orders.takeOver(order);
            }
        } catch (RuntimeException | Error e) {
            log.error("An order cannot be gone on with: order={}", order.order().id(), e);
        }
    }

    /** Jobs that may need what the spool has of them. One that has its outcome does not, and nobody comes back to it. */
    static Set<String> owners(List<OpenOrder> open) {
        return open.stream()
                .flatMap(order -> order.jobs().stream())
                .filter(job -> job.outcome().isEmpty())
                .map(job -> job.job().id())
                .collect(Collectors.toSet());
    }

    private void tidy(Set<String> owners) {
        int removed = media.jobs().retain(owners);
        if (removed > 0) {
            log.info("{} files in the spool belonged to no open job and were removed", removed);
        }
    }
}
