package org.voxpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JobFiguresTest {
    private final JobFigures figures = in(Duration.ofSeconds(2));

    @Test
    void ratioIsThatToTheCallsOfTwoDialogs() {
        assertThat(figures.perSecond()).isEqualTo(500, Offset.offset(1e-9));
        assertThat(figures.ratio(2_000)).isEqualTo(0.5, Offset.offset(1e-9));
        assertThat(figures.serverCores()).isEqualTo(0.5, Offset.offset(1e-9));
    }

    @Test
    void recordHasMachineDateAndBothLooks() {
        Report report = new Report(
                Plan.full(32, true, 20_000),
                new BareCalls.Figures(2_000, Duration.ofMillis(1), 800, Duration.ofMillis(2)),
                in(Duration.ofMillis(1_600)),
                figures);
        assertThat(report.table().markdown(LocalDate.of(2026, 11, 21), "2 processors"))
                .contains("2026-11-21, 2 processors")
                .contains("| Server after 1,000 transfers | 10.0 MiB live heap, 30 threads, 50 descriptors |  |")
                .contains("| Server after 20,000 transfers | 11.0 MiB live heap, 31 threads, 52 descriptors |  |")
                .contains("| The SIP messages of a transfer, bare | 800 times/s, a ratio of 0.80 |  |")
                .contains("| What the journal costs | 20 % of the transfers/s | 25 % at most |")
                .contains("| Commits of the journal for a transfer | 0.25 |  |")
                .contains("| 0.50 | 0.50 |");
    }

    private static JobFigures in(Duration elapsed) {
        return new JobFigures(
                1_000,
                elapsed,
                Duration.ofMillis(40),
                Duration.ofMillis(90),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                0.25,
                new ServerLook(1_000, 10 << 20, 30, 50),
                new ServerLook(20_000, 11 << 20, 31, 52));
    }
}
