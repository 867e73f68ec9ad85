package org.voxpost.benchmarks.pull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.voxpost.benchmarks.Table;
import org.voxpost.benchmarks.Table.Row;

/**
 * Medians of the rounds.
 *
 * @param curl from its first system call for the fetch to its last, without the start of the process
 * @param push a transfer of the file, from the order to the end that the application server hears of
 * @param whole a transfer from HTTP, the same way
 */
record PullFigures(PullPlan plan, Duration curl, Duration push, Duration whole) {

    /** 1 would mean that it takes as long as both, one after the other. */
    double ratio() {
        return (curl.toNanos() + push.toNanos()) / (double) whole.toNanos();
    }

    static Table table(List<PullFigures> figures) {
        return new Table(
                "What pulling by HTTP and pushing by MSRP costs",
                "Written by `./benchmarks/run pull --record`; ADR 0012 says what is measured. Medians; a ratio of 1"
                    + " means that it takes as long as `curl` to a file and then the transfer of a file. All processes"
                    + " ran on this one machine.",
                figures.stream().flatMap(PullFigures::rows).toList());
    }

    private Stream<Row> rows() {
        return Stream.of(
                new Row(plan.words() + ": curl to a file", millis(curl)),
                new Row(plan.words() + ": transfer of a file", millis(push)),
                new Row(plan.words() + ": transfer from HTTP", millis(whole)),
                new Row(plan.words() + ": ratio", String.format(Locale.ROOT, "%.2f", ratio())));
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }
}
