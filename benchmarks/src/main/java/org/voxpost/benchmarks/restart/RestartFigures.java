package org.voxpost.benchmarks.restart;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.voxpost.benchmarks.Table;
import org.voxpost.benchmarks.Table.Row;

/**
 * What came of it.
 *
 * @param full starts with the full journal, from the command to the first 200
 * @param empty the same with a journal that has nothing
 * @param delivered from the command to the last of the open jobs at the delivery server
 */
record RestartFigures(
        List<Duration> full, List<Duration> empty, Duration delivered, RetentionFigures retention, long filled) {

    RestartFigures {
        full = List.copyOf(full);
        empty = List.copyOf(empty);
    }

    Table table(RestartPlan plan) {
        return new Table(
                "What a restart costs",
                "Written by `./benchmarks/run restart --record`; ADR 0012 says what is measured. All processes ran on"
                        + " this one machine.",
                List.of(
                        new Row(
                                number("Ready with %,d finished", plan.finished())
                                        + number(" and %,d open jobs, median", plan.open()),
                                seconds(median(full)),
                                "under 3 s"),
                        new Row("The same, slowest of " + full.size(), seconds(slowest(full))),
                        new Row("Ready with an empty journal, median", seconds(median(empty))),
                        new Row("The same, slowest of " + empty.size(), seconds(slowest(empty))),
                        new Row("All open jobs delivered, from the command", seconds(delivered)),
                        new Row("Store, full", megabytes(filled)),
                        new Row(
                                number("Store when retention has left %,d orders", plan.stay()),
                                megabytes(retention.after())),
                        new Row(
                                number("Store after %,d further orders", plan.further()),
                                megabytes(retention.later()),
                                "no more than twice that"),
                        new Row("Retention took", seconds(retention.took())),
                        new Row("Longest commit meanwhile", millis(retention.longestCommit()), "under 100 ms"),
                        new Row(
                                "Longest deletion or giving back of pages meanwhile",
                                millis(retention.longestChore()),
                                "under 100 ms"),
                        new Row(
                                "Longest wait of an entry for the disk meanwhile",
                                millis(retention.deleting().longest()),
                                "under 100 ms"),
                        new Row(
                                "The same, 99th percentile",
                                millis(retention.deleting().p99())),
                        new Row(
                                "Longest wait while there is nothing to delete",
                                millis(retention.idle().longest()),
                                "under 100 ms")));
    }

    static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static Duration slowest(List<Duration> times) {
        return times.stream().sorted().toList().getLast();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private static String megabytes(long octets) {
        return String.format(Locale.ROOT, "%.1f MB", octets / 1e6);
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
