package org.voxpost.engine.control;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.lane.Lanes;

/** Goes on with the orders that an earlier run of the server, or a node that died, left open. Any thread may call it. */
public final class RecoveredOrders {

    private final ControlLegs.Shared shared;
    private final Lanes lanes;
    private final ResumedLegs resumed;
    private final Set<RecoveredDialog> running = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean stopping;

    RecoveredOrders(ControlLegs.Shared shared, Lanes lanes, ResumedLegs resumed) {
        this.shared = shared;
        this.lanes = lanes;
        this.resumed = resumed;
    }

    /** Begins to go on with an order of an earlier run of this server: in its call where that may still stand, otherwise without one. */
    public void take(OpenOrder order) {
        goOn(order, resumed.of(order));
    }

    /**
     * The same for an order of a node that died, or that was taken away from this one for a while: its application server does not know
     * of this node, so only a call that stands here is used.
     */
    public void takeOver(OpenOrder order) {
        goOn(order, resumed.standing(order));
    }

    private void goOn(OpenOrder order, Optional<ControlLeg> leg) {
        if (!stopping) {
            leg.ifPresentOrElse(
                    standing -> standing.goOnSoon(order, this::goOnWithoutCall), () -> goOnWithoutCall(order));
        }
    }

    private void goOnWithoutCall(OpenOrder order) {
        if (!stopping) {
            Lane lane = lanes.lane();
            RecoveredDialog dialog = new RecoveredDialog(shared, order, lane, this::gone);
            running.add(dialog);
            lane.execute(dialog::begin);
        }
    }

    /** How many of them are not finished yet. */
    public int size() {
        return running.size();
    }

    /** Takes no more; completes when those that run have ended. */
    CompletableFuture<Void> drain() {
        stopping = true;
        completeIfEmpty();
        return empty;
    }

    /** Leaves those that run to a later run of the server; each completes when it does not run any more. */
    Stream<CompletableFuture<Void>> park() {
        return running.stream().map(RecoveredDialog::parkSoon);
    }

    private void gone(RecoveredDialog dialog) {
        running.remove(dialog);
        completeIfEmpty();
    }

    private void completeIfEmpty() {
        if (stopping && running.isEmpty()) {
            empty.complete(null);
        }
    }
}
