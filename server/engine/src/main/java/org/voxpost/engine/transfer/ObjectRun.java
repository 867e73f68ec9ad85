package org.voxpost.engine.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;

/** One object on its way through one iteration of the transfer. */
final class ObjectRun {

    /** Where the object stands; each state owns what is valid in it. */
    sealed interface State {

        record Waiting() implements State {}

        /**
         * An attempt is under way.
         *
         * @param heardAt when the attempt began or last heard an acknowledgement
         * @param heard an acknowledgement came
         * @param verdict why the attempt was given up, once it was
         */
        record Attempting(AttemptKey key, Instant heardAt, boolean heard, Optional<Failed> verdict) implements State {}

        record Pausing(Instant until) implements State {}

        record Finished(TransferEnd end) implements State {}
    }

    private final int object;
    private final TransferPlan.ObjectPlan plan;
    private State state = new State.Waiting();
    private Instant startedAt = Instant.EPOCH;
    private int attempts;
    private int failures;
    private int delivered;
    private long octets;

    ObjectRun(int object, TransferPlan.ObjectPlan plan) {
        this.object = object;
        this.plan = plan;
    }

    /** An object that an earlier run of the server began. */
    static ObjectRun goingOn(
            int object, TransferPlan.ObjectPlan plan, TransferProgress.ObjectProgress progress, Instant since) {
        ObjectRun run = new ObjectRun(object, plan);
        run.startedAt = since;
        run.attempts = progress.attempts();
        run.failures = progress.failures();
        run.delivered = progress.deliveries();
        run.octets = progress.octets();
        progress.finished().ifPresent(report -> run.state = new State.Finished(report.end()));
        return run;
    }

    State state() {
        return state;
    }

    boolean waiting() {
        return state instanceof State.Waiting;
    }

    boolean finished() {
        return state instanceof State.Finished;
    }

    boolean active() {
        return !waiting() && !finished();
    }

    boolean holdsBackTheNext() {
        return plan.alone() && !finished();
    }

    boolean neverTried() {
        return attempts == 0;
    }

    /** Whether the delivery that is about to be attempted is the last one of this object in this iteration. */
    boolean lastDelivery() {
        return delivered + 1 == plan.iterations();
    }

    void attempt(Instant now, int number) {
        if (neverTried()) {
            startedAt = now;
        }
        attempts++;
        state = new State.Attempting(new AttemptKey(object, number), now, false, Optional.empty());
    }

    void acknowledged(Instant now, AttemptKey key) {
        if (state instanceof State.Attempting attempting && attempting.key().equals(key)) {
            state = new State.Attempting(key, now, true, attempting.verdict());
        }
    }

    /** Gives the attempt up, but waits for its end: it may have been delivered meanwhile. */
    void giveUp(State.Attempting attempting, Failed verdict) {
        state = new State.Attempting(attempting.key(), attempting.heardAt(), attempting.heard(), Optional.of(verdict));
    }

    /** Counts a delivery; true if the object needs another one. */
    boolean deliveredOnce(long size) {
        delivered++;
        octets += size;
        failures = 0;
        return plan.iterations() == TransferPlan.FOREVER || delivered < plan.iterations();
    }

    /** Counts a failure; true if another attempt is due after it. */
    boolean failedOnce(Failed failed) {
        failures++;
        return !failed.permanent() && (plan.retries() == TransferPlan.FOREVER || failures <= plan.retries());
    }

    /** Every delivery was made, but its end was not told yet. */
    boolean whole() {
        return !finished() && delivered > 0 && delivered == plan.iterations();
    }

    int attempts() {
        return attempts;
    }

    int delivered() {
        return delivered;
    }

    int failures() {
        return failures;
    }

    void pause(Instant until) {
        state = new State.Pausing(until);
    }

    ObjectReport finish(Instant now, TransferEnd end, int status, String reason, int finishedBefore) {
        state = new State.Finished(end);
        Duration duration = neverTried() ? Duration.ZERO : Duration.between(startedAt, now);
        return new ObjectReport(object, end, duration, octets, status, reason, attempts, finishedBefore + 1);
    }
}
