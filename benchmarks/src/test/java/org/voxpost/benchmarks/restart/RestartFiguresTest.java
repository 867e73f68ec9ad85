package org.voxpost.benchmarks.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.benchmarks.restart.RetentionFigures.Waits;

class RestartFiguresTest {
    private static final Waits WAITS = new Waits(Duration.ofMillis(42), Duration.ofMillis(3));

    @Test
    void medianStandsInTheMiddle() {
        assertThat(RestartFigures.median(seconds(3, 1, 2))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void figuresStandBesideTheirAims() {
        RestartFigures figures = new RestartFigures(
                seconds(1, 2, 4),
                seconds(1, 1, 1),
                Duration.ofSeconds(5),
                new RetentionFigures(
                        WAITS,
                        WAITS,
                        Duration.ofMillis(40),
                        Duration.ofMillis(30),
                        Duration.ofSeconds(60),
                        30_000_000,
                        31_000_000),
                248_000_000);

        assertThat(figures.table(RestartPlan.FULL).lines())
                .anyMatch(line -> line.matches("Ready with 100,000 finished and 1,000 open .* 2.00 s .*under 3 s.*"))
                .anyMatch(line -> line.matches("Longest commit meanwhile .* 40.0 ms .*under 100 ms.*"))
                .anyMatch(line -> line.matches("Store, full .* 248.0 MB"));
    }

    private static List<Duration> seconds(int... values) {
        return Arrays.stream(values).mapToObj(Duration::ofSeconds).toList();
    }
}
