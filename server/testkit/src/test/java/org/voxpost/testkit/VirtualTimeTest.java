package org.voxpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = VirtualTime.starting(Instant.EPOCH);
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInOrderOfTimeAndThenOfArrival() {
        note("late", 20);
        note("first", 10);
        note("second", 10);
        time.advance(Duration.ofMillis(15));

        assertThat(ran).containsExactly("first@10", "second@10");
        assertThat(time.instant()).isEqualTo(Instant.ofEpochMilli(15));
        assertThat(time.untilNext()).contains(Duration.ofMillis(5));
    }

    @Test
    void tasksMadeByTasksRunInTheSameAdvanceWhenDue() {
        schedule(() -> note("child", 5), 10);
        time.advance(Duration.ofMillis(15));

        assertThat(ran).containsExactly("child@15");
    }

    @Test
    void executedTasksWaitForTheTest() {
        time.execute(() -> ran.add("x"));
        assertThat(ran).isEmpty();
        time.settle();
        assertThat(ran).containsExactly("x");
    }

    @Test
    void cancelledTaskDoesNotRun() {
        ScheduledFuture<?> task = time.schedule(() -> ran.add("x"), 1, TimeUnit.SECONDS);

        assertThat(task.cancel(false)).isTrue();
        assertThat(time.waiting()).isZero();
        time.advance(Duration.ofSeconds(2));
        assertThat(ran).isEmpty();
    }

    @Test
    void periodicTaskRunsUntilCancelled() {
        ScheduledFuture<?> task = time.scheduleAtFixedRate(
                () -> ran.add("" + time.instant().toEpochMilli()), 0, 10, TimeUnit.MILLISECONDS);
        time.advance(Duration.ofMillis(25));
        task.cancel(false);
        time.advance(Duration.ofMillis(25));

        assertThat(ran).containsExactly("0", "10", "20");
    }

    @Test
    void failureOfATaskComesOutOfAdvance() {
        time.execute(() -> {
            throw new IllegalStateException("told");
        });

        assertThatThrownBy(time::settle).hasMessage("told");
    }

    @Test
    void submittedTaskKeepsItsFailureForItsFuture() {
        Future<String> future = time.submit(() -> {
            throw new IllegalStateException("kept");
        });
        time.settle();

        assertThat(future.state()).isEqualTo(Future.State.FAILED);
        assertThat(future.exceptionNow()).hasMessage("kept");
    }

    @Test
    void nothingIsTakenAfterShutdown() {
        note("x", 1);
        assertThat(time.shutdownNow()).hasSize(1);
        assertThat(time.isTerminated()).isTrue();
        assertThatThrownBy(() -> note("y", 1)).isInstanceOf(RejectedExecutionException.class);
    }

    private void note(String what, long delay) {
        schedule(() -> ran.add(what + "@" + time.instant().toEpochMilli()), delay);
    }

    private void schedule(Runnable task, long delay) {
        var _ = time.schedule(task, delay, TimeUnit.MILLISECONDS);
    }
}
