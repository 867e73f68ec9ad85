package org.voxpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.benchmarks.Table.Row;

class TableTest {
    private final Table table = new Table(
            "What it costs",
            "Written by a test.",
            List.of(new Row("Time", "2 s", "under 3 s"), new Row("Space", "1 MB")));

    @Test
    void figuresStandBelowEachOther() {
        assertThat(table.lines()).containsExactly("Time   2 s  (aim: under 3 s)", "Space  1 MB");
    }

    @Test
    void sectionHasHeadingOriginAndMachine() {
        assertThat(table.markdown(LocalDate.of(2026, 11, 28), "2 processors")).isEqualTo("""
            # What it costs

            Written by a test. 2026-11-28, 2 processors.

            | | figure | aim |
            |---|---|---|
            | Time | 2 s | under 3 s |
            | Space | 1 MB |  |
            """);
    }
}
