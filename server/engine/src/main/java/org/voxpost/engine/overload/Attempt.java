package org.voxpost.engine.overload;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.lane.Lane;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.Parting;

/** One attempt, from its place in the queue to its end. */
final class Attempt implements Courier.Shipment, Courier.Watcher {

    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    /**
     * What it counts for.
     *
     * @param destination empty for one that has no limit of its own
     */
    record Limits(String applicationServer, String destination) {}

    private final Dispatch dispatch;
    private final Courier courier;
    private final long number;
    private final Priority priority;
    private final Limits limits;
    private final Parcel parcel;
    private final Courier.Watcher watcher;
    private final Lane lane;
    private final AtomicBoolean over = new AtomicBoolean();

    private Courier.@Nullable Shipment shipment;
    private @Nullable Parting abandoned;

    /**
     * @param number the later it came, the higher
     * @param lane where it begins
     */
    Attempt(
            Dispatch dispatch,
            Courier courier,
            long number,
            Priority priority,
            Limits limits,
            Parcel parcel,
            Courier.Watcher watcher,
            Lane lane) {
        this.dispatch = dispatch;
        this.courier = courier;
        this.number = number;
        this.priority = priority;
        this.limits = limits;
        this.parcel = parcel;
        this.watcher = watcher;
        this.lane = lane;
    }

    long number() {
        return number;
    }

    Priority priority() {
        return priority;
    }

    Limits limits() {
        return limits;
    }

    void beginSoon() {
        lane.execute(this::begin);
    }

    /** On its lane; it has its place. */
    void begin() {
        if (isAbandoned()) {
            ended(new AttemptOutcome.Abandoned());
            return;
        }
        Courier.Shipment begun;
        try {
            begun = courier.ship(parcel, this);
        } catch (RuntimeException | Error e) {
            log.error("An attempt could not begin: job={}", parcel.jobId(), e);
            ended(AttemptOutcome.Failed.temporarily(500, "internal error"));
            return;
        }
        Parting given;
        synchronized (this) {
            shipment = begun;
            given = abandoned;
        }
        if (given != null) {
            begun.abandon(given);
        }
    }

    private synchronized boolean isAbandoned() {
        return abandoned != null;
    }

    @Override
    public void abandon(Parting how) {
        if (dispatch.withdraw(this)) {
            watcher.ended(new AttemptOutcome.Abandoned());
            return;
        }
        Courier.Shipment begun;
        synchronized (this) {
            abandoned = how;
            begun = shipment;
        }
        if (begun != null) {
            begun.abandon(how);
        }
    }

    @Override
    public void acknowledged(long octets) {
        watcher.acknowledged(octets);
    }

    @Override
    public void ended(AttemptOutcome outcome) {
        if (over.compareAndSet(false, true)) {
            dispatch.left(this);
            watcher.ended(outcome);
        }
    }
}
