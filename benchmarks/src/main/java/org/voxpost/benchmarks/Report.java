package org.voxpost.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxpost.benchmarks.Table.Row;

/** The figures in words. */
record Report(Plan plan, BareCalls.Figures bare, JobFigures withoutJournal, JobFigures jobs) {

    Table table() {
        return new Table(
                "What whole jobs cost",
                "Written by `./benchmarks/run --record`; ADR 0012 says what is measured. All processes ran on this one"
                        + " machine.",
                rows());
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "Application servers at once",
                plan.parallel() + (plan.dialogPerJob() ? ", a dialog for each transfer" : " standing dialogs")));
        rows.add(new Row("Bare JAIN-SIP", number("%,.0f calls/s", bare.callsPerSecond())));
        rows.add(new Row(
                "The SIP messages of a transfer, bare",
                number("%,.0f times/s", bare.transfersPerSecond()) + number(", a ratio of %.2f", bare.ratio())));
        rows.add(new Row(
                "Whole jobs, 30,000 bytes each, nothing kept",
                number("%,.0f transfers/s", withoutJournal.perSecond())));
        rows.add(ratio(withoutJournal));
        rows.add(new Row("Processor time for one: server", millis(withoutJournal.server())));
        rows.add(new Row("Whole jobs, each in the journal", number("%,.0f transfers/s", jobs.perSecond())));
        rows.add(ratio(jobs));
        rows.add(new Row(
                "What the journal costs",
                number("%.0f %% of the transfers/s", 100 * (1 - jobs.perSecond() / withoutJournal.perSecond())),
                "25 % at most"));
        rows.add(new Row("Commits of the journal for a transfer", number("%.2f", jobs.commits())));
        rows.add(new Row("Latency, median", millis(jobs.median())));
        rows.add(new Row("Latency, 99th percentile", millis(jobs.p99())));
        rows.add(new Row("Server, processors busy", number("%.2f", jobs.serverCores())));
        rows.add(new Row("Processor time for a transfer: server", millis(jobs.server())));
        rows.add(new Row("Processor time for a transfer: delivery server", millis(jobs.delivery())));
        rows.add(new Row("Processor time for a transfer: harness", millis(jobs.harness())));
        rows.add(new Row("Processor time for a bare call, both ends", millis(bare.cpu())));
        rows.add(new Row(
                "Processor time for the SIP messages of a transfer, bare, both ends", millis(bare.transferCpu())));
        looks(rows, jobs.first());
        looks(rows, jobs.last());
        return rows;
    }

    /** Where the dialogs of application servers stand, no call is set up for them, so that there is no aim. */
    private Row ratio(JobFigures figures) {
        return new Row(
                "Ratio to the bare calls of two dialogs",
                number("%.2f", figures.ratio(bare.callsPerSecond())),
                plan.dialogPerJob() ? "0.50" : "");
    }

    private static void looks(List<Row> rows, ServerLook look) {
        rows.add(new Row(
                number("Server after %,d transfers", look.transfers()),
                String.format(
                        Locale.ROOT,
                        "%.1f MiB live heap, %d threads, %d descriptors",
                        look.heap() / (double) (1 << 20),
                        look.threads(),
                        look.descriptors())));
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }
}
