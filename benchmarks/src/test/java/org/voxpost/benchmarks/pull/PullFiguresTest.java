package org.voxpost.benchmarks.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PullFiguresTest {
    private final PullFigures figures = new PullFigures(
            new PullPlan(30_000, 1, 1), Duration.ofMillis(2), Duration.ofMillis(6), Duration.ofMillis(10));

    @Test
    void ratioIsThatOfBothByHand() {
        assertThat(figures.ratio()).isEqualTo(0.8, Offset.offset(1e-9));
    }

    @Test
    void figuresAreTold() {
        assertThat(PullFigures.table(List.of(figures)).lines())
                .contains("30,000 octets: transfer from HTTP  10.00 ms", "30,000 octets: ratio               0.80");
    }
}
