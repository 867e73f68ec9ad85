package org.voxpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareCallsTest {
    @TempDir
    private Path directory;

    @Test
    void callsAndTheMessagesOfTransfersGoBetweenTwoProcesses() throws Exception {
        Plan plan = new Plan(4, true, Duration.ofMillis(200), Duration.ofSeconds(3), 1, 1, 3, Duration.ZERO);
        BareCalls.Figures figures = BareCalls.measure(plan, directory);
        assertThat(figures.callsPerSecond()).isPositive();
        assertThat(figures.transfersPerSecond()).isPositive();
        assertThat(directory.resolve("callee.log")).isEmptyFile();
    }
}
