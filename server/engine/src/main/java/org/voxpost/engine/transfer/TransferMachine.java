package org.voxpost.engine.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.ObjectRun.State;

/**
 * What {@code <transfer>} means, without I/O, threads or a clock: inputs with their instant go in, outputs come out, and
 * {@link #nextTimeout} says when a {@link TransferInput.Tick} is due.
 *
 * <p>Objects start in document order. One with {@code wait} finishes before the next starts; the others run side by side
 * up to {@link TransferPolicy#sideBySide}. Whatever happens, every object of an iteration is reported once and the
 * transfer is reported once, last.
 */
final class TransferMachine {

    private static final Failed CANCELLED = Failed.permanently(487, "cancelled by the operator");

    private enum Phase {
        NEW,
        SUSPENDED,
        DELAYED,
        RUNNING,
        ENDING,
        DONE
    }

    private final TransferPlan plan;
    private final TransferPolicy policy;
    private final Backoff backoff;
    private List<TransferOutput> outputs = new ArrayList<>();

    private Phase phase = Phase.NEW;
    private Instant begunAt = Instant.EPOCH;
    private Instant delayedUntil = Instant.EPOCH;
    private @Nullable Instant timersFrom;
    private TransferEnd ending = TransferEnd.COMPLETE;
    private List<ObjectRun> runs = List.of();
    private int iteration;
    private int attempts;

    private int finished;
    private long octets;
    private boolean failedInThisIteration;
    private @Nullable ObjectReport firstFailure;

    TransferMachine(TransferPlan plan, TransferPolicy policy, RandomGenerator random) {
        this.plan = plan;
        this.policy = policy;
        this.backoff = new Backoff(policy, random);
    }

    /** Takes one input and answers with what is to be done, in order. An input that means nothing now is ignored. */
    List<TransferOutput> handle(Instant now, TransferInput input) {
        switch (input) {
            case TransferInput.Start() -> start(now);
            case TransferInput.GoOn(TransferProgress progress) -> goOn(now, progress);
            case TransferInput.Resume() -> resume(now);
            case TransferInput.StartTimers() -> startTimers(now);
            case TransferInput.Terminate(Parting how) -> terminate(now, how);
            case TransferInput.Cancel(int object) -> cancel(now, object);
            case TransferInput.Orphaned() -> orphaned(now);
            case TransferInput.Tick() -> tick(now);
            case TransferInput.Acknowledged(AttemptKey attempt, long ignored) -> acknowledged(now, attempt);
            case TransferInput.AttemptEnded(AttemptKey attempt, AttemptOutcome outcome) ->
                attemptEnded(now, attempt, outcome);
        }
        List<TransferOutput> result = outputs;
        outputs = new ArrayList<>();
        return result;
    }

    /** When the next tick is due; nothing while only inputs from outside can move the transfer. */
    Optional<Instant> nextTimeout() {
        return switch (phase) {
            case NEW, SUSPENDED, DONE, ENDING -> Optional.empty();
            case DELAYED -> earliest(Optional.of(delayedUntil), deadline());
            case RUNNING -> runs.stream().map(this::timeoutOf).reduce(deadline(), TransferMachine::earliest);
        };
    }

    private void start(Instant now) {
        if (phase != Phase.NEW) {
            return;
        }
        if (plan.suspended()) {
            phase = Phase.SUSPENDED;
            begunAt = now;
        } else {
            begin(now);
        }
    }

    /** It began before: that is not told again. The timers of acknowledgements count from now, its duration from then. */
    private void goOn(Instant now, TransferProgress before) {
        if (phase != Phase.NEW) {
            return;
        }
        begunAt = now.minus(before.age());
        if (plan.startTimer()) {
            startTimers(now);
        }
        phase = Phase.RUNNING;
        iteration = before.iteration();
        runs = IntStream.range(0, plan.objects().size())
                .mapToObj(i -> ObjectRun.goingOn(
                        i, plan.objects().get(i), before.objects().get(i), begunAt))
                .toList();
        before.finished().forEach(this::count);
        octets = before.octets();
        failedInThisIteration = before.objects().stream()
                .flatMap(object -> object.finished().stream())
                .anyMatch(report -> report.end() == TransferEnd.FAILED);
        for (ObjectRun run : runs) {
            if (run.whole()) {
                String note = before.objects().get(runs.indexOf(run)).note();
                report(run.finish(now, TransferEnd.COMPLETE, 200, note, finished));
            }
        }
        advance(now);
    }

    private void count(ObjectReport report) {
        finished++;
        if (report.end() != TransferEnd.COMPLETE && firstFailure == null) {
            firstFailure = report;
        }
    }

    private void resume(Instant now) {
        if (phase == Phase.SUSPENDED) {
            begin(now);
        }
    }

    private void orphaned(Instant now) {
        if (phase == Phase.SUSPENDED) {
            end(now, TransferEnd.TERMINATED, Parting.AT_ONCE);
        }
    }

    /** What is ending already may be told to be quicker. */
    private void terminate(Instant now, Parting how) {
        if (phase == Phase.ENDING) {
            runs.forEach(run -> abandon(run, how));
        } else {
            end(now, TransferEnd.TERMINATED, how);
        }
    }

    private void abandon(ObjectRun run, Parting how) {
        if (run.state() instanceof State.Attempting attempting) {
            outputs.add(new TransferOutput.Abandon(attempting.key(), how));
        }
    }

    private void begin(Instant now) {
        begunAt = now;
        if (plan.startTimer()) {
            startTimers(now);
        }
        outputs.add(new TransferOutput.Started());
        iterate(now, plan.delay());
    }

    private void startTimers(Instant now) {
        if (timersFrom == null) {
            timersFrom = now;
        }
    }

    private void iterate(Instant now, Optional<Duration> pause) {
        outputs.add(new TransferOutput.IterationBegun(iteration));
        runs = IntStream.range(0, plan.objects().size())
                .mapToObj(i -> new ObjectRun(i, plan.objects().get(i)))
                .toList();
        failedInThisIteration = false;
        if (pause.isPresent()) {
            phase = Phase.DELAYED;
            delayedUntil = now.plus(pause.get());
        } else {
            phase = Phase.RUNNING;
            advance(now);
        }
    }

    private void tick(Instant now) {
        if (phase != Phase.DELAYED && phase != Phase.RUNNING) {
            return;
        }
        if (isDue(now, deadline())) {
            end(now, TransferEnd.MAXTIME, Parting.AT_ONCE);
        } else if (phase == Phase.DELAYED) {
            if (isDue(now, Optional.of(delayedUntil))) {
                phase = Phase.RUNNING;
                advance(now);
            }
        } else {
            runs.stream().filter(run -> isDue(now, timeoutOf(run))).forEach(run -> timeout(now, run));
        }
    }

    private void timeout(Instant now, ObjectRun run) {
        switch (run.state()) {
            case State.Pausing ignored -> attempt(now, run);
            case State.Attempting attempting -> {
                String which = attempting.heard() ? "itt: no further octet" : "ftt: no octet";
                run.giveUp(attempting, Failed.temporarily(408, which + " was acknowledged in time"));
                outputs.add(new TransferOutput.Abandon(attempting.key(), Parting.AT_ONCE));
            }
            case State.Waiting ignored -> {}
            case State.Finished ignored -> {}
        }
    }

    private void acknowledged(Instant now, AttemptKey attempt) {
        if (phase == Phase.RUNNING) {
            runs.get(attempt.object()).acknowledged(now, attempt);
        }
    }

    private void attemptEnded(Instant now, AttemptKey key, AttemptOutcome outcome) {
        if (phase != Phase.RUNNING && phase != Phase.ENDING) {
            return;
        }
        ObjectRun run = runs.get(key.object());
        if (!(run.state() instanceof State.Attempting attempting)
                || !attempting.key().equals(key)) {
            return;
        }
        switch (outcome) {
            case AttemptOutcome.Delivered(long size, String note) -> delivered(now, run, size, note);
            case Failed failed -> failed(now, run, failed);
            case AttemptOutcome.Abandoned() ->
                failed(
                        now,
                        run,
                        attempting.verdict().orElseGet(() -> Failed.temporarily(487, "the attempt was given up")));
        }
        if (phase == Phase.RUNNING) {
            advance(now);
        } else if (runs.stream().allMatch(ObjectRun::finished)) {
            done(now);
        }
    }

    private void delivered(Instant now, ObjectRun run, long size, String note) {
        boolean more = run.deliveredOnce(size);
        octets += size;
        if (more && phase == Phase.RUNNING) {
            attempt(now, run);
        } else if (more) {
            finish(now, run, ending);
        } else {
            report(run.finish(now, TransferEnd.COMPLETE, 200, note, finished));
        }
    }

    private void failed(Instant now, ObjectRun run, Failed failed) {
        if (failed.equals(CANCELLED) && phase == Phase.RUNNING) {
            cancelled(now, run);
            return;
        }
        boolean again = run.failedOnce(failed) && policy.waitsFor(failed.retryAfter());
        if (phase == Phase.ENDING) {
            finish(now, run, ending);
        } else if (again) {
            run.pause(now.plus(backoff.after(run.failures(), failed.retryAfter())));
        } else {
            failedInThisIteration = true;
            report(run.finish(now, TransferEnd.FAILED, failed.status(), failed.reason(), finished));
        }
    }

    /** Starts what may start, and ends the iteration when nothing is left of it. */
    private void advance(Instant now) {
        int active = Math.toIntExact(runs.stream().filter(ObjectRun::active).count());
        for (ObjectRun run : runs) {
            if (run.waiting() && active < policy.sideBySide()) {
                attempt(now, run);
                active++;
            }
            if (run.waiting() || run.holdsBackTheNext()) {
                return;
            }
        }
        if (active == 0) {
            iterationDone(now);
        }
    }

    private void iterationDone(Instant now) {
        iteration++;
        if (plan.iterations() != TransferPlan.FOREVER && iteration >= plan.iterations()) {
            done(now);
        } else if (failedInThisIteration && plan.delay().isEmpty()) {
            // Without a pause a destination that refuses at once would be called without end.
            iterate(now, Optional.of(policy.backoffBase()));
        } else {
            iterate(now, plan.delay());
        }
    }

    private void attempt(Instant now, ObjectRun run) {
        if (run.neverTried()) {
            outputs.add(new TransferOutput.ObjectStarted(runs.indexOf(run)));
        }
        run.attempt(now, ++attempts);
        if (run.state() instanceof State.Attempting attempting) {
            outputs.add(new TransferOutput.Begin(
                    attempting.key(),
                    run.attempts(),
                    run.failures(),
                    run.delivered() + 1,
                    run.lastDelivery(),
                    run.lastDelivery() && iteration + 1 == plan.iterations()));
        }
    }

    private void end(Instant now, TransferEnd end, Parting how) {
        if (phase == Phase.ENDING || phase == Phase.DONE) {
            return;
        }
        if (phase == Phase.NEW) {
            // What never began has nothing to report.
            phase = Phase.DONE;
            return;
        }
        if (runs.isEmpty()) {
            runs = IntStream.range(0, plan.objects().size())
                    .mapToObj(i -> new ObjectRun(i, plan.objects().get(i)))
                    .toList();
        }
        phase = Phase.ENDING;
        ending = end;
        for (ObjectRun run : runs) {
            switch (run.state()) {
                case State.Attempting ignored -> abandon(run, how);
                case State.Waiting ignored -> finish(now, run, end);
                case State.Pausing ignored -> finish(now, run, end);
                case State.Finished ignored -> {}
            }
        }
        if (runs.stream().allMatch(ObjectRun::finished)) {
            done(now);
        }
    }

    private void cancel(Instant now, int object) {
        if (phase != Phase.RUNNING && phase != Phase.DELAYED) {
            return;
        }
        ObjectRun run = runs.get(object);
        switch (run.state()) {
            case State.Attempting attempting -> {
                run.giveUp(attempting, CANCELLED);
                outputs.add(new TransferOutput.Abandon(attempting.key(), Parting.AT_ONCE));
            }
            case State.Waiting _, State.Pausing _ -> cancelled(now, run);
            case State.Finished _ -> {}
        }
        if (phase == Phase.RUNNING) {
            advance(now);
        }
    }

    private void cancelled(Instant now, ObjectRun run) {
        report(run.finish(now, TransferEnd.TERMINATED, CANCELLED.status(), CANCELLED.reason(), finished));
    }

    private void finish(Instant now, ObjectRun run, TransferEnd end) {
        int status = end == TransferEnd.MAXTIME ? 408 : 487;
        String reason = end == TransferEnd.MAXTIME ? "maxtime was over" : "terminated";
        report(run.finish(now, end, status, reason, finished));
    }

    private void report(ObjectReport report) {
        count(report);
        outputs.add(new TransferOutput.ObjectDone(report));
    }

    private void done(Instant now) {
        // What was delivered while the end was being ordered is delivered all the same.
        TransferEnd end = firstFailure == null
                ? TransferEnd.COMPLETE
                : ending == TransferEnd.COMPLETE ? TransferEnd.FAILED : ending;
        phase = Phase.DONE;
        outputs.add(new TransferOutput.Done(new TransferReport(
                end,
                Duration.between(begunAt, now),
                octets,
                firstFailure == null ? 200 : firstFailure.status(),
                firstFailure == null ? "" : firstFailure.reason(),
                finished)));
    }

    private Optional<Instant> deadline() {
        return plan.maxtime().map(begunAt::plus);
    }

    private Optional<Instant> timeoutOf(ObjectRun run) {
        return switch (run.state()) {
            case State.Pausing(Instant until) -> Optional.of(until);
            case State.Attempting attempting -> acknowledgementDue(attempting);
            case State.Waiting ignored -> Optional.empty();
            case State.Finished ignored -> Optional.empty();
        };
    }

    private Optional<Instant> acknowledgementDue(State.Attempting attempting) {
        if (timersFrom == null || attempting.verdict().isPresent()) {
            return Optional.empty();
        }
        Instant from = Objects.requireNonNull(timersFrom);
        Instant base = attempting.heardAt().isBefore(from) ? from : attempting.heardAt();
        return (attempting.heard() ? plan.itt() : plan.ftt()).map(base::plus);
    }

    private static boolean isDue(Instant now, Optional<Instant> timeout) {
        return timeout.isPresent() && !now.isBefore(timeout.get());
    }

    private static Optional<Instant> earliest(Optional<Instant> a, Optional<Instant> b) {
        return a.isEmpty() || (b.isPresent() && b.get().isBefore(a.get())) ? b : a;
    }
}
