package org.voxpost.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.transfer.AttemptOutcome.Abandoned;
import org.voxpost.engine.transfer.AttemptOutcome.Delivered;
import org.voxpost.engine.transfer.AttemptOutcome.Failed;
import org.voxpost.engine.transfer.TransferPlan.ObjectPlan;

/** The meaning of {@code <transfer>}, in virtual time. */
class TransferMachineTest {

    private static final ObjectPlan ONCE = new ObjectPlan(1, 0, false);
    private static final ObjectPlan WAITING = new ObjectPlan(1, 0, true);

    private Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private final List<String> told = new ArrayList<>();
    private TransferMachine machine = machine(plan(ONCE));

    @Test
    void oneObjectDeliveredIsToldOnceAndTheTransferOnceLast() {
        start();
        pass(Duration.ofMillis(40));
        end(0, 1, new Delivered(3_000, ""));

        assertThat(told)
                .containsExactly(
                        "started", "object 0", "begin 0/1 last", "done 0 COMPLETE 200 3000", "end COMPLETE 200 40ms");
        assertThat(machine.nextTimeout()).isEmpty();
    }

    @Test
    void objectsRunSideBySideUpToTheLimit() {
        machine = machine(plan(ONCE, ONCE, ONCE));
        start();
        assertThat(told).containsExactly("started", "object 0", "begin 0/1 last", "object 1", "begin 1/2 last");

        told.clear();
        end(1, 2, new Delivered(1, ""));
        assertThat(told).containsExactly("done 1 COMPLETE 200 1", "object 2", "begin 2/3 last");
    }

    @Test
    void anObjectWithWaitFinishesBeforeTheNextStarts() {
        machine = machine(plan(WAITING, ONCE, ONCE));
        start();
        assertThat(told).containsExactly("started", "object 0", "begin 0/1 last");

        told.clear();
        end(0, 1, new Delivered(1, ""));
        assertThat(told)
                .containsExactly("done 0 COMPLETE 200 1", "object 1", "begin 1/2 last", "object 2", "begin 2/3 last");
    }

    @Test
    void aTemporaryFailureIsTriedAgainAfterAPauseThatDoubles() {
        machine = machine(plan(new ObjectPlan(1, 2, false)));
        start();
        end(0, 1, Failed.temporarily(503, "busy"));
        assertThat(machine.nextTimeout()).contains(now.plusSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(told).endsWith("begin 0/2 last");

        end(0, 2, Failed.temporarily(503, "busy"));
        assertThat(machine.nextTimeout()).contains(now.plusSeconds(2));
        pass(Duration.ofSeconds(2));
        end(0, 3, Failed.temporarily(503, "busy"));

        assertThat(told).endsWith("done 0 FAILED 503 0", "end FAILED 503 3000ms");
    }

    @Test
    void aPermanentFailureIsNotTriedAgain() {
        machine = machine(plan(new ObjectPlan(1, 5, false)));
        start();
        end(0, 1, Failed.permanently(488, "no"));

        assertThat(told).endsWith("done 0 FAILED 488 0", "end FAILED 488 0ms");
    }

    @Test
    void thePeersRetryAfterLengthensThePause() {
        machine = machine(plan(new ObjectPlan(1, 1, false)));
        start();
        end(0, 1, new Failed(false, 503, "busy", Optional.of(Duration.ofSeconds(30))));

        assertThat(machine.nextTimeout()).contains(now.plusSeconds(30));
    }

    @Test
    void aPeerThatAsksForALongerPauseThanWeHaveHasFailed() {
        machine = machine(plan(new ObjectPlan(1, 5, false)));
        start();
        end(0, 1, new Failed(false, 503, "busy", Optional.of(Duration.ofDays(11_000))));

        assertThat(told).endsWith("done 0 FAILED 503 0", "end FAILED 503 0ms");
    }

    @Test
    void oneFailedObjectDoesNotStopTheOthersButFailsTheTransfer() {
        machine = machine(plan(WAITING, ONCE));
        start();
        end(0, 1, Failed.permanently(404, "no source"));
        end(1, 2, new Delivered(7, ""));

        assertThat(told).endsWith("done 1 COMPLETE 200 7", "end FAILED 404 0ms");
    }

    @Test
    void aSuspendedTransferStartsOnResume() {
        machine = machine(new TransferPlan(
                true, 1, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), List.of(ONCE)));
        start();
        assertThat(told).isEmpty();

        handle(new TransferInput.Resume());
        assertThat(told).containsExactly("started", "object 0", "begin 0/1 last");
    }

    @Test
    void terminatingASuspendedTransferTellsEveryObjectAndTheTransfer() {
        machine = machine(new TransferPlan(
                true, 1, Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), List.of(ONCE)));
        start();
        handle(new TransferInput.Terminate(Parting.AT_ONCE));

        assertThat(told).containsExactly("done 0 TERMINATED 487 0", "end TERMINATED 487 0ms");
    }

    @Test
    void terminateGivesRunningAttemptsUpAndReportsEveryObject() {
        machine = machine(plan(WAITING, ONCE));
        start();
        told.clear();
        handle(new TransferInput.Terminate(Parting.AT_ONCE));
        assertThat(told).containsExactly("abandon 0/1", "done 1 TERMINATED 487 0");

        end(0, 1, new Abandoned());
        assertThat(told).endsWith("done 0 TERMINATED 487 0", "end TERMINATED 487 0ms");
    }

    @Test
    void whoMayWaitForQuietMayBeToldToBeQuicker() {
        start();
        told.clear();
        handle(new TransferInput.Terminate(Parting.WHEN_QUIET));
        assertThat(told).containsExactly("abandon 0/1 when quiet");
        handle(new TransferInput.Terminate(Parting.AT_ONCE));
        assertThat(told).containsExactly("abandon 0/1 when quiet", "abandon 0/1");
    }

    @Test
    void whatWasDeliveredWhileItWasBeingTerminatedCountsAsDelivered() {
        start();
        handle(new TransferInput.Terminate(Parting.AT_ONCE));
        end(0, 1, new Delivered(9, ""));

        assertThat(told).endsWith("done 0 COMPLETE 200 9", "end COMPLETE 200 0ms");
    }

    @Test
    void maxtimeEndsTheWhole() {
        machine = machine(timed(Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(5)), false));
        start();
        assertThat(machine.nextTimeout()).contains(now.plusSeconds(5));
        pass(Duration.ofSeconds(5));
        end(0, 1, new Abandoned());

        assertThat(told).endsWith("abandon 0/1", "done 0 MAXTIME 408 0", "end MAXTIME 408 5000ms");
    }

    @Test
    void fttLimitsTheWaitForTheFirstAcknowledgement() {
        machine = machine(timed(Optional.of(Duration.ofSeconds(3)), Optional.empty(), Optional.empty(), true));
        start();
        pass(Duration.ofSeconds(3));
        assertThat(told).endsWith("abandon 0/1");
        assertThat(machine.nextTimeout()).isEmpty();

        end(0, 1, new Abandoned());
        assertThat(told).endsWith("done 0 FAILED 408 0", "end FAILED 408 3000ms");
    }

    @Test
    void ittLimitsTheWaitBetweenAcknowledgements() {
        machine = machine(
                timed(Optional.of(Duration.ofSeconds(3)), Optional.of(Duration.ofSeconds(1)), Optional.empty(), true));
        start();
        pass(Duration.ofSeconds(2));
        handle(new TransferInput.Acknowledged(new AttemptKey(0, 1), 10));
        assertThat(machine.nextTimeout()).contains(now.plusSeconds(1));
        pass(Duration.ofSeconds(1));

        assertThat(told).endsWith("abandon 0/1");
    }

    @Test
    void withoutStarttimerTheTimersCountFromTheirEvent() {
        machine = machine(timed(Optional.of(Duration.ofSeconds(3)), Optional.empty(), Optional.empty(), false));
        start();
        assertThat(machine.nextTimeout()).isEmpty();
        pass(Duration.ofSeconds(10));
        handle(new TransferInput.StartTimers());

        assertThat(machine.nextTimeout()).contains(now.plusSeconds(3));
    }

    @Test
    void iterateGoesThroughTheListAgainAfterTheDelay() {
        machine = machine(new TransferPlan(
                false,
                2,
                Optional.of(Duration.ofSeconds(1)),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(ONCE)));
        start();
        assertThat(told).containsExactly("started");
        pass(Duration.ofSeconds(1));
        end(0, 1, new Delivered(1, ""));
        assertThat(told).endsWith("object 0", "begin 0/1", "done 0 COMPLETE 200 1");
        pass(Duration.ofSeconds(1));
        end(0, 2, new Delivered(1, ""));

        assertThat(told).endsWith("begin 0/2 last", "done 0 COMPLETE 200 1", "end COMPLETE 200 2000ms");
    }

    @Test
    void anObjectThatIteratesIsToldOnceAndOnlyItsLastDeliveryIsTheLast() {
        machine = machine(plan(new ObjectPlan(2, 0, false)));
        start();
        assertThat(told).endsWith("begin 0/1");
        end(0, 1, new Delivered(4, ""));
        assertThat(told).endsWith("begin 0/2 last");
        end(0, 2, new Delivered(4, ""));

        assertThat(told).endsWith("done 0 COMPLETE 200 8", "end COMPLETE 200 0ms");
    }

    @Test
    void aForeverTransferWhoseDestinationRefusesPausesBetweenRounds() {
        machine = machine(new TransferPlan(
                false,
                TransferPlan.FOREVER,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(ONCE)));
        start();
        end(0, 1, Failed.permanently(488, "no"));

        assertThat(machine.nextTimeout()).contains(now.plusSeconds(1));
    }

    @Test
    void theEndOfAnAttemptThatIsNotTheCurrentOneIsIgnored() {
        start();
        end(0, 7, new Delivered(1, ""));

        assertThat(told).doesNotContain("end COMPLETE 200 0ms");
    }

    private static TransferPlan plan(ObjectPlan... objects) {
        return new TransferPlan(
                false,
                1,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(objects));
    }

    private static TransferPlan timed(
            Optional<Duration> ftt, Optional<Duration> itt, Optional<Duration> maxtime, boolean startTimer) {
        return new TransferPlan(false, 1, Optional.empty(), startTimer, ftt, itt, maxtime, List.of(ONCE));
    }

    private static TransferMachine machine(TransferPlan plan) {
        TransferPolicy policy =
                new TransferPolicy(2, Duration.ofSeconds(1), Duration.ofMinutes(1), 0, Duration.ofMinutes(2));
        return new TransferMachine(plan, policy, new SplittableRandom(1));
    }

    private void start() {
        handle(new TransferInput.Start());
    }

    private void end(int object, int attempt, AttemptOutcome outcome) {
        handle(new TransferInput.AttemptEnded(new AttemptKey(object, attempt), outcome));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        handle(new TransferInput.Tick());
    }

    private void handle(TransferInput input) {
        machine.handle(now, input).stream()
                .filter(output -> !(output instanceof TransferOutput.IterationBegun))
                .forEach(output -> told.add(tell(output)));
    }

    private static String tell(TransferOutput output) {
        return switch (output) {
            case TransferOutput.Started() -> "started";
            case TransferOutput.ObjectStarted(int object) -> "object " + object;
            case TransferOutput.IterationBegun(int iteration) -> "iteration " + iteration;
            case TransferOutput.Begin(AttemptKey key, int _, int _, int _, boolean _, boolean last) ->
                "begin " + key.object() + "/" + key.number() + (last ? " last" : "");
            case TransferOutput.Abandon(AttemptKey key, Parting how) ->
                "abandon " + key.object() + "/" + key.number() + (how == Parting.WHEN_QUIET ? " when quiet" : "");
            case TransferOutput.ObjectDone(ObjectReport report) ->
                "done " + report.object() + " " + report.end() + " " + report.status() + " " + report.octets();
            case TransferOutput.Done(TransferReport report) ->
                "end " + report.end() + " " + report.status() + " "
                        + report.duration().toMillis() + "ms";
        };
    }
}
