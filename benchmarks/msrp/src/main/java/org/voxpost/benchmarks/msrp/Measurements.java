package org.voxpost.benchmarks.msrp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;
import org.voxpost.msrp.TlsContext;

/** The figures, one after the other. */
final class Measurements {

    private static final List<String> HEAP = List.of("-Xmx512m");
    private static final List<String> SMALL_HEAP = List.of("-Xmx128m");
    private static final List<String> LARGE_HEAP = List.of("-Xmx2g");

    private final Path scratch;
    private final Plan plan;

    Measurements(Path scratch, Plan plan) {
        this.scratch = scratch;
        this.plan = plan;
    }

    /** What can be asked for by name. */
    enum Figure {
        CODEC,
        COPY,
        HASHED_COPY,
        TLS_COPY,
        SMALL_HEAP,
        MESSAGES,
        LINE,
        SESSIONS
    }

    List<Row> measure(Figure figure) throws IOException, InterruptedException {
        return switch (figure) {
            case CODEC -> codec();
            case COPY -> copy(Sink.Kind.FILE, "to a file");
            case HASHED_COPY -> copy(Sink.Kind.HASHED_FILE, "to a file and SHA-256");
            case TLS_COPY -> tlsCopy();
            case SMALL_HEAP -> smallHeap();
            case MESSAGES -> messages();
            case LINE -> line();
            case SESSIONS -> sessions();
        };
    }

    private List<Row> codec() throws IOException {
        try {
            return Codec.measure(plan.quick());
        } catch (RunnerException e) {
            throw new IOException("JMH failed: " + e.getMessage(), e);
        }
    }

    private List<Row> copy(Sink.Kind sink, String where) throws IOException, InterruptedException {
        String octets = Long.toString(plan.fileOctets());
        Run raw = Run.of(scratch, HEAP, "raw-copy", octets, sink.name());
        Run sendfile = Run.of(scratch, HEAP, "raw-sendfile", octets, sink.name());
        Run usual = Run.of(scratch, HEAP, "copy", octets, sink.name());
        Run ours = Run.of(scratch, HEAP, "large-chunks", octets, sink.name());
        String what = plan.fileName() + " on one session, plain, " + where;
        return List.of(
                Row.rate(what + ", beside read and write", rate(ours), rate(raw), "MiB/s", "0.80"),
                Row.rate(what + ", in chunks of 64 KiB", rate(usual), rate(raw), "MiB/s", ""),
                Row.rate(what + ", beside sendfile", rate(ours), rate(sendfile), "MiB/s", ""),
                Row.cost("Processor time of both ends for a MiB of it", ours, raw));
    }

    /** Over the engine that is usual, and over that of the JDK, which is what profile ng911 has. */
    private List<Row> tlsCopy() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>(tlsCopy(TlsContext.Profile.STANDARD, "TLS, to a file"));
        rows.addAll(tlsCopy(TlsContext.Profile.NG911, "TLS of the JDK with AES-256, to a file"));
        return rows;
    }

    private List<Row> tlsCopy(TlsContext.Profile profile, String how) throws IOException, InterruptedException {
        String octets = Long.toString(plan.fileOctets());
        String sink = Sink.Kind.FILE.name();
        Run raw = Run.of(scratch, HEAP, "raw-tls-copy", octets, sink, profile.name());
        Run usual = Run.of(scratch, HEAP, "tls-copy", octets, sink, profile.name());
        Run ours = Run.of(scratch, HEAP, "tls-large-chunks", octets, sink, profile.name());
        String what = plan.fileName() + " on one session, " + how;
        return List.of(
                Row.rate(what, rate(ours), rate(raw), "MiB/s", "0.80"),
                Row.rate(what + ", in chunks of 64 KiB", rate(usual), rate(raw), "MiB/s", ""),
                Row.cost("Processor time of both ends for a MiB of it", ours, raw));
    }

    private double rate(Run run) {
        return plan.fileOctets() / (double) (1 << 20) / (run.last("ns") / 1e9);
    }

    private List<Row> smallHeap() throws IOException, InterruptedException {
        Run run = Run.of(scratch, SMALL_HEAP, "large-chunks", Long.toString(plan.fileOctets()), Sink.Kind.FILE.name());
        return List.of(Row.plain(
                plan.fileName() + ", -Xmx128m at both ends",
                String.format(Locale.ROOT, "%,.0f MiB/s", rate(run)),
                "it arrives"));
    }

    private List<Row> messages() throws IOException, InterruptedException {
        String count = Long.toString(plan.messages());
        List<Row> rows = new ArrayList<>(messages(count, 64));
        rows.addAll(messages(count, 1_000));
        return rows;
    }

    private List<Row> messages(String count, int window) throws IOException, InterruptedException {
        String at = Integer.toString(window);
        Run raw = Run.of(scratch, HEAP, "raw-messages", count, at);
        Run ours = Run.of(scratch, HEAP, "messages", count, at);
        String what = "Messages of 200 octets, each answered, " + window + " at once";
        double oursPerSecond = plan.messages() / (ours.last("ns") / 1e9);
        double rawPerSecond = plan.messages() / (raw.last("ns") / 1e9);
        return List.of(
                Row.rate(what, oursPerSecond, rawPerSecond, "/s", "300,000/s"),
                Row.cost("Processor time of both ends for one of them", ours, raw));
    }

    private List<Row> line() throws IOException, InterruptedException {
        Run run = Run.of(scratch, HEAP, "line", Long.toString(plan.fileOctets()), Integer.toString(plan.lines()));
        return List.of(
                Row.plain("A line there and its 200 back, nothing else flows, median", millis(run, "quiet-p50"), ""),
                Row.plain("The same, 99th percentile", millis(run, "quiet-p99"), ""),
                Row.plain(
                        "The same while " + plan.fileName() + " flows on the connection, median",
                        millis(run, "p50"),
                        ""),
                Row.plain("The same, 99th percentile", millis(run, "p99"), "under 5 ms"),
                Row.plain(
                        "The " + plan.fileName() + " beside those lines",
                        String.format(Locale.ROOT, "%,.0f MiB/s", rate(run)),
                        ""));
    }

    private static String millis(Run run, String name) {
        return String.format(Locale.ROOT, "%.2f ms", run.last(name) / 1e6);
    }

    private List<Row> sessions() throws IOException, InterruptedException {
        Run run = Run.of(scratch, LARGE_HEAP, "sessions", Integer.toString(plan.sessions()), "100");
        String many = String.format(Locale.ROOT, "%,d sessions on 100 connections, ", plan.sessions());
        List<Long> tenths = run.all("tenth-ns");
        return List.of(
                Row.plain(many + "heap of one, passive end", run.last("far-heap") + " octets", "under 2,048"),
                Row.plain(many + "heap of one, active end", run.last("near-heap") + " octets", "under 2,048"),
                Row.plain(many + "set-up in the second tenth", micros(tenths.get(1)), ""),
                Row.plain(many + "set-up in the last tenth", micros(tenths.getLast()), "no more"));
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.0f µs", nanos / 1e3);
    }
}
