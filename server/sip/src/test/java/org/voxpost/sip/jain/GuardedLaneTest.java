package org.voxpost.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedLaneTest {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final List<Throwable> broken = new ArrayList<>();
    private final GuardedLane lane = new GuardedLane(queue::add, broken::add);

    @Test
    void brokenStepIsToldAndTheNextOneStillRuns() {
        IllegalStateException bug = new IllegalStateException("a bug of the test");
        List<String> ran = new ArrayList<>();
        lane.execute(() -> {
            throw bug;
        });
        lane.execute(() -> ran.add("next"));
        queue.forEach(Runnable::run);
        assertThat(broken).containsExactly(bug);
        assertThat(ran).containsExactly("next");
    }

    @Test
    void stepThatOverflowsTheStackIsToldAsWell() {
        StackOverflowError overflow = new StackOverflowError("of the test");
        lane.execute(() -> {
            throw overflow;
        });
        queue.forEach(Runnable::run);
        assertThat(broken).containsExactly(overflow);
    }
}
