package org.voxpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OsProcessTest {
    @Test
    void cpuIsReadBehindANameWithBlanksAndBrackets() {
        assertThat(OsProcess.cpuIn("4711 (a ) b) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20 0"))
                .isEqualTo(Duration.ofMillis(1750));
    }

    @Test
    void liveHeapIsTheTotalOfTheHistogram() throws IOException {
        assertThat(OsProcess.liveIn("""
            4711:
             num     #instances         #bytes  class name (module)
               1:          1000          48000  [B (java.base@25)
            Total          1300          52000
            """)).isEqualTo(52_000);
    }

    @Test
    void histogramWithoutATotalIsNoFigure() {
        assertThatThrownBy(() -> OsProcess.liveIn("4711:\nno such process")).isInstanceOf(IOException.class);
    }

    @Test
    void ownProcessHasThreadsAndDescriptors() throws IOException {
        assertThat(OsProcess.self().threads()).isPositive();
        assertThat(OsProcess.self().descriptors()).isPositive();
    }
}
