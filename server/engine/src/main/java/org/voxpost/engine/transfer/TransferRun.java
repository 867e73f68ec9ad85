package org.voxpost.engine.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.engine.lane.Alarm;
import org.voxpost.engine.lane.Lane;

/**
 * A transfer that runs: drives a {@link TransferMachine} on a lane and lets a courier make the attempts. Every method is
 * called on the lane, and the listener is called on it.
 */
public final class TransferRun {

    private static final Logger log = LoggerFactory.getLogger(TransferRun.class);

    /** Learns what happens, in order; {@link #done} is the last call. */
    public interface Listener {

        void started();

        void objectStarted(int object);

        void objectDone(ObjectReport report);

        void done(TransferReport report);
    }

    private final Lane lane;
    private final TransferMachine machine;
    private final List<Parcel> parcels;
    private final Courier courier;
    private final Listener listener;
    private final Deque<TransferOutput> pending = new ArrayDeque<>();
    private boolean working;
    private final Map<AttemptKey, Courier.Shipment> shipments = new HashMap<>();
    private Optional<Instant> alarmAt = Optional.empty();
    private @Nullable Alarm alarm;

    /** Prepares the transfer; {@code parcels} are the plan's objects, in the same order. */
    public TransferRun(
            Lane lane,
            TransferPlan plan,
            List<Parcel> parcels,
            TransferPolicy policy,
            Courier courier,
            Listener listener) {
        this.lane = lane;
        this.machine = new TransferMachine(plan, policy, new SplittableRandom());
        this.parcels = List.copyOf(parcels);
        this.courier = courier;
        this.listener = listener;
    }

    public void start() {
        handle(new TransferInput.Start());
    }

    /** Begins a suspended transfer. */
    public void resume() {
        handle(new TransferInput.Resume());
    }

    /** Starts {@code ftt} and {@code itt}. */
    public void startTimers() {
        handle(new TransferInput.StartTimers());
    }

    public void terminate() {
        handle(new TransferInput.Terminate());
    }

    /** Nobody can send events any more: what waits for one ends. */
    public void orphan() {
        handle(new TransferInput.Orphaned());
    }

    /** A handler may bring about further inputs; what those ask for waits behind what is being done. */
    private void handle(TransferInput input) {
        pending.addAll(machine.handle(lane.now(), input));
        if (working) {
            return;
        }
        working = true;
        for (TransferOutput next = pending.poll(); next != null; next = pending.poll()) {
            guarded(next);
        }
        working = false;
        setAlarm();
    }

    private void guarded(TransferOutput output) {
        try {
            perform(output);
        } catch (RuntimeException e) {
            log.error("A step of a transfer broke; the transfer goes on: {}", output, e);
        }
    }

    private void perform(TransferOutput output) {
        switch (output) {
            case TransferOutput.Started() -> listener.started();
            case TransferOutput.ObjectStarted(int object) -> listener.objectStarted(object);
            case TransferOutput.Begin(AttemptKey attempt, boolean last) -> begin(attempt, last);
            case TransferOutput.Abandon(AttemptKey attempt) -> abandon(attempt);
            case TransferOutput.ObjectDone(ObjectReport report) -> listener.objectDone(report);
            case TransferOutput.Done(TransferReport report) -> listener.done(report);
        }
    }

    private void begin(AttemptKey attempt, boolean last) {
        if (pending.remove(new TransferOutput.Abandon(attempt))) {
            handle(new TransferInput.AttemptEnded(attempt, new AttemptOutcome.Abandoned()));
            return;
        }
        Parcel parcel = parcels.get(attempt.object());
        Courier.Watcher watcher = new Watcher(attempt);
        try {
            shipments.put(attempt, courier.ship(last ? parcel : parcel.keepingSource(), watcher));
        } catch (RuntimeException e) {
            log.error("An attempt could not begin: job={}", parcel.jobId(), e);
            watcher.ended(AttemptOutcome.Failed.temporarily(500, "internal error"));
        }
    }

    private void abandon(AttemptKey attempt) {
        Courier.Shipment shipment = shipments.get(attempt);
        if (shipment != null) {
            shipment.abandon();
        }
    }

    private void setAlarm() {
        Optional<Instant> due = machine.nextTimeout();
        if (due.equals(alarmAt)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        alarmAt = due;
        alarm = due.map(at -> lane.after(Duration.between(lane.now(), at), this::tick))
                .orElse(null);
    }

    private void tick() {
        alarmAt = Optional.empty();
        handle(new TransferInput.Tick());
    }

    /** Brings what becomes of one attempt to the lane. */
    private final class Watcher implements Courier.Watcher {

        private final AttemptKey attempt;

        Watcher(AttemptKey attempt) {
            this.attempt = attempt;
        }

        @Override
        public void acknowledged(long octets) {
            lane.execute(() -> handle(new TransferInput.Acknowledged(attempt, octets)));
        }

        @Override
        public void ended(AttemptOutcome outcome) {
            lane.execute(() -> {
                shipments.remove(attempt);
                handle(new TransferInput.AttemptEnded(attempt, outcome));
            });
        }
    }
}
