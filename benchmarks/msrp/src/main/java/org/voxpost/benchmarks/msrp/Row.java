package org.voxpost.benchmarks.msrp;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param ours what the stack does
 * @param limit what raw Netty does in the same run; empty when there is no such thing
 * @param ratio ours to the limit; empty likewise
 * @param aim what was to be reached
 */
record Row(String what, String ours, String limit, String ratio, String aim) {

    static Row rate(String what, double ours, double limit, String unit, String aim) {
        return new Row(
                what,
                String.format(Locale.ROOT, "%,.0f %s", ours, unit),
                String.format(Locale.ROOT, "%,.0f %s", limit, unit),
                String.format(Locale.ROOT, "%.2f", ours / limit),
                aim);
    }

    /** Processor time, of which more is worse: the ratio is that of raw to ours. */
    static Row cost(String what, Run ours, Run raw) {
        double mine = ours.last("cpu-ns") / 1e3;
        double theirs = raw.last("cpu-ns") / 1e3;
        return new Row(
                what,
                String.format(Locale.ROOT, "%,.1f µs", mine),
                String.format(Locale.ROOT, "%,.1f µs", theirs),
                String.format(Locale.ROOT, "%.2f", theirs / mine),
                "");
    }

    static Row plain(String what, String ours, String aim) {
        return new Row(what, ours, "", "", aim);
    }

    String line() {
        return String.format(Locale.ROOT, "%-62s %18s %18s %6s  %s", what, ours, limit, ratio, aim);
    }

    String markdown() {
        return "| " + String.join(" | ", what, ours, limit, ratio, aim) + " |";
    }
}
