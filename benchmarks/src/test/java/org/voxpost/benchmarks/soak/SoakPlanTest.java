package org.voxpost.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoakPlanTest {
    private final SoakPlan plan = new SoakPlan(Duration.ofMinutes(30), 1, 32, 400);

    @Test
    void everySecondRoundOfTheFirstHalfIsKilled() {
        assertThat(plan.killed(0, Duration.ZERO)).isFalse();
        assertThat(plan.killed(1, Duration.ofMinutes(14))).isTrue();
        assertThat(plan.killed(2, Duration.ofMinutes(14))).isFalse();
        assertThat(plan.killed(3, Duration.ofMinutes(16))).isFalse();
    }
}
