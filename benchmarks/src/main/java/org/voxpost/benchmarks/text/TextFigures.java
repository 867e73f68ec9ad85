package org.voxpost.benchmarks.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.voxpost.benchmarks.Table;
import org.voxpost.benchmarks.Table.Row;

/**
 * What was measured. Times are in microseconds.
 *
 * @param opening from the first INVITE until text can flow in all sessions
 * @param answered from a line to its 200
 * @param visible from a line to the reader of Server-Sent Events
 * @param lines that were written
 * @param wrong lines that were lost, came twice or out of order
 * @param heap octets of the server that are reachable, after a forced collection, all sessions open
 * @param late facts that the late reader had before it
 * @param caughtUp how long it took for them
 * @param answeredMeanwhile from a line to its 200, while it caught up
 */
record TextFigures(
        TextPlan plan,
        Duration opening,
        Histogram answered,
        Histogram visible,
        long lines,
        long wrong,
        long heap,
        double processors,
        long late,
        Duration caughtUp,
        Histogram answeredMeanwhile) {

    Table table() {
        return new Table(
                "What capturing text costs",
                "Written by `./benchmarks/run text --record`; ADR 0032 says what is measured. Callers, readers and"
                        + " server ran on this one machine.",
                List.of(
                        new Row(
                                String.format(
                                        Locale.ROOT,
                                        "Sessions, a line every %d s in each",
                                        plan.pause().toSeconds()),
                                String.format(Locale.ROOT, "%,d", plan.sessions())),
                        new Row("All of them opened within", seconds(opening)),
                        new Row("A line to its 200, median", millis(answered, 50)),
                        new Row("99th percentile", millis(answered, 99), "under 50 ms"),
                        new Row("99.9th percentile", millis(answered, 99.9), "under 200 ms"),
                        new Row("A line to a reader of Server-Sent Events, median", millis(visible, 50)),
                        new Row("The same, 99th percentile", millis(visible, 99), "under 300 ms"),
                        new Row("Lines written", String.format(Locale.ROOT, "%,d", lines)),
                        new Row("Lost, twice or out of order", Long.toString(wrong), "0"),
                        new Row(
                                "Heap of the server, all sessions open",
                                String.format(Locale.ROOT, "%.0f MiB", heap / 1048576.0),
                                "under 512 MiB"),
                        new Row("Processors that the server used", String.format(Locale.ROOT, "%.2f", processors)),
                        new Row("Facts that a late reader had to read", String.format(Locale.ROOT, "%,d", late)),
                        new Row("It caught up within", seconds(caughtUp), "under 60 s"),
                        new Row(
                                "A line to its 200 meanwhile, 99th percentile",
                                millis(answeredMeanwhile, 99),
                                "under 50 ms")));
    }

    private static String millis(Histogram micros, double percentile) {
        return String.format(Locale.ROOT, "%.2f ms", micros.getValueAtPercentile(percentile) / 1000.0);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
