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
import java.util.concurrent.CompletableFuture;
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

        /** The parcels of an iteration, one for each object of the plan, in its order. */
        List<Parcel> parcels(int iteration);

        /** The objects are gone through once more, or for the first time (0). */
        void iterationBegun(int iteration);

        void objectStarted(int object);

        /**
         * An attempt is about to begin.
         *
         * @param tries at this object so far, this one included
         * @param failures in a row before it
         */
        void attempt(Parcel parcel, int tries, int failures);

        /**
         * Writes an end down; {@link #objectDone} is called when that is done, and nothing that comes behind it before. An end that
         * cannot be written down is not told: the transfer is parked.
         */
        CompletableFuture<Void> record(ObjectReport report);

        void objectDone(ObjectReport report);

        /** Writes the end down; {@link #done} is called when that is done. */
        CompletableFuture<Void> record(TransferReport report);

        void done(TransferReport report);
    }

    /**
     * What is to be done once something is on disk.
     *
     * @param recorded completes on any thread
     */
    private record Step(TransferOutput output, CompletableFuture<Void> recorded) {}

    /** The journal has more to write than it takes, or is about to close. */
    private static final Duration REWRITE = Duration.ofSeconds(1);

    private final Lane lane;
    private final TransferMachine machine;
    private final Courier courier;
    private final Listener listener;
    private final Deque<Step> pending = new ArrayDeque<>();
    private List<Parcel> parcels = List.of();
    private boolean working;
    private boolean parked;
    private final Map<AttemptKey, Courier.Shipment> shipments = new HashMap<>();
    private Optional<Instant> alarmAt = Optional.empty();
    private @Nullable Alarm alarm;

    /** Prepares the transfer. */
    public TransferRun(Lane lane, TransferPlan plan, TransferPolicy policy, Courier courier, Listener listener) {
        this.lane = lane;
        this.machine = new TransferMachine(plan, policy, new SplittableRandom());
        this.courier = courier;
        this.listener = listener;
    }

    public void start() {
        handle(new TransferInput.Start());
    }

    /** Starts a transfer that an earlier run of the server began, where that stopped. */
    public void goOn(TransferProgress progress) {
        parcels = listener.parcels(progress.iteration());
        handle(new TransferInput.GoOn(progress));
    }

    /** Begins a suspended transfer. */
    public void resume() {
        handle(new TransferInput.Resume());
    }

    /** Starts {@code ftt} and {@code itt}. */
    public void startTimers() {
        handle(new TransferInput.StartTimers());
    }

    public void terminate(Parting how) {
        handle(new TransferInput.Terminate(how));
    }

    /** Gives one object up for good; the others go on. */
    public void cancel(int object) {
        handle(new TransferInput.Cancel(object));
    }

    /** Nobody can send events any more: what waits for one ends. */
    public void orphan() {
        handle(new TransferInput.Orphaned());
    }

    /** Gives up what is under way without an end and without a word: whoever runs the transfer later goes on with it. */
    public void park() {
        parked = true;
        pending.clear();
        shipments.values().forEach(shipment -> shipment.abandon(Parting.AT_ONCE));
        setAlarm();
    }

    private void handle(TransferInput input) {
        if (parked) {
            return;
        }
        for (TransferOutput output : machine.handle(lane.now(), input)) {
            pending.add(new Step(output, recorded(output)));
        }
        proceed();
        setAlarm();
    }

    /** An end whose writing breaks is written again like one that the journal does not take. */
    private CompletableFuture<Void> recorded(TransferOutput output) {
        try {
            return record(output);
        } catch (RuntimeException | Error e) {
            log.error("An end could not be written down: {}", output, e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Void> record(TransferOutput output) {
        return switch (output) {
            case TransferOutput.ObjectDone(ObjectReport report) -> listener.record(report);
            case TransferOutput.Done(TransferReport report) -> listener.record(report);
            case TransferOutput.Started _,
                    TransferOutput.IterationBegun _,
                    TransferOutput.ObjectStarted _,
                    TransferOutput.Begin _,
                    TransferOutput.Abandon _ -> CompletableFuture.completedFuture(null);
        };
    }

    /** A handler may bring about further inputs; what those ask for waits behind what is being done. */
    private void proceed() {
        if (working) {
            return;
        }
        working = true;
        for (Step next = pending.peek(); next != null; next = pending.peek()) {
            if (!next.recorded().isDone()) {
                var _ = next.recorded().whenComplete((_, _) -> lane.execute(this::goOn));
                return;
            }
            if (next.recorded().isCompletedExceptionally()) {
                log.warn("An end is not on record, so nobody is told yet; it is written again: {}", next.output());
                lane.after(REWRITE, this::writeAgain);
                return;
            } else {
                pending.poll();
                guarded(next.output());
            }
        }
        working = false;
    }

    private void writeAgain() {
        Step failed = pending.poll();
        if (failed != null) {
            pending.addFirst(new Step(failed.output(), recorded(failed.output())));
        }
        goOn();
    }

    private void goOn() {
        working = false;
        proceed();
    }

    private void guarded(TransferOutput output) {
        try {
            perform(output);
        } catch (RuntimeException | Error e) {
            log.error("A step of a transfer broke; the transfer goes on: {}", output, e);
        }
    }

    private void perform(TransferOutput output) {
        switch (output) {
            case TransferOutput.Started() -> listener.started();
            case TransferOutput.IterationBegun(int iteration) -> {
                parcels = listener.parcels(iteration);
                listener.iterationBegun(iteration);
            }
            case TransferOutput.ObjectStarted(int object) -> listener.objectStarted(object);
            case TransferOutput.Begin begin -> begin(begin);
            case TransferOutput.Abandon(AttemptKey attempt, Parting how) -> abandon(attempt, how);
            case TransferOutput.ObjectDone(ObjectReport report) -> listener.objectDone(report);
            case TransferOutput.Done(TransferReport report) -> listener.done(report);
        }
    }

    private void begin(TransferOutput.Begin begin) {
        AttemptKey attempt = begin.attempt();
        if (pending.removeIf(step -> step.output() instanceof TransferOutput.Abandon given
                && given.attempt().equals(attempt))) {
            handle(new TransferInput.AttemptEnded(attempt, new AttemptOutcome.Abandoned()));
            return;
        }
        Courier.Watcher watcher = new Watcher(attempt);
        try {
            Parcel parcel = parcels.get(attempt.object()).as(begin.delivery(), begin.lastDelivery(), begin.last());
            listener.attempt(parcel, begin.tries(), begin.failures());
            shipments.put(attempt, courier.ship(parcel, watcher));
        } catch (RuntimeException | Error e) {
            log.error("An attempt could not begin: {}", attempt, e);
            watcher.ended(AttemptOutcome.Failed.temporarily(500, "internal error"));
        }
    }

    private void abandon(AttemptKey attempt, Parting how) {
        Courier.Shipment shipment = shipments.get(attempt);
        if (shipment != null) {
            shipment.abandon(how);
        }
    }

    private void setAlarm() {
        Optional<Instant> due = parked ? Optional.empty() : machine.nextTimeout();
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
