package org.voxpost.benchmarks.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void ratioIsOursToTheLimit() {
        assertThat(Row.rate("a copy", 80, 100, "MiB/s", "0.80").markdown())
                .isEqualTo("| a copy | 80 MiB/s | 100 MiB/s | 0.80 | 0.80 |");
    }

    @Test
    void costOfTwiceAsMuchIsHalfAsGood() {
        Run ours = Run.said("figure cpu-ns 9", "figure cpu-ns 4000");
        Run raw = Run.said("figure cpu-ns 2000");
        assertThat(Row.cost("of one", ours, raw).markdown()).isEqualTo("| of one | 4.0 µs | 2.0 µs | 0.50 |  |");
    }
}
