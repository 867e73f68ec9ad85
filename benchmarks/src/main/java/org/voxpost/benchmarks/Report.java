package org.voxpost.benchmarks;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures in words, for the terminal and for {@code docs/benchmarks.md}. */
record Report(Plan plan, BareCalls.Figures bare, JobFigures withoutJournal, JobFigures jobs) {
    private record Row(String what, String figure) {}

    List<String> lines() {
        return rows().stream()
                .map(row -> String.format(Locale.ROOT, "%-67s %s", row.what(), row.figure()))
                .toList();
    }

    String markdown(LocalDate date, String machine) {
        StringBuilder text = new StringBuilder("# What whole jobs cost\n\n");
        text.append("Written by `./benchmarks/run --record`; ADR 0012 says what is measured. ");
        text.append(date).append(", ").append(machine).append(". All processes ran on this one machine.\n\n");
        text.append("| | |\n|---|---|\n");
        rows().forEach(row -> text.append("| ")
                .append(row.what())
                .append(" | ")
                .append(row.figure())
                .append(" |\n"));
        return text.toString();
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
        rows.add(new Row("Ratio to the bare calls of two dialogs", ratio(withoutJournal)));
        rows.add(new Row("Processor time for one: server", millis(withoutJournal.server())));
        rows.add(new Row("Whole jobs, each in the journal", number("%,.0f transfers/s", jobs.perSecond())));
        rows.add(new Row("Ratio to the bare calls of two dialogs", ratio(jobs)));
        rows.add(new Row(
                "What the journal costs",
                number("%.0f %% of the transfers/s", 100 * (1 - jobs.perSecond() / withoutJournal.perSecond()))
                        + " (bound: 25 %)"));
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

    private String ratio(JobFigures figures) {
        return number("%.2f", figures.ratio(bare.callsPerSecond()))
                + (plan.dialogPerJob() ? " (aim: 0.50)" : " (but the AS dialogs stand: no call is set up for them)");
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
