package org.voxpost.benchmarks.msrp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link CodecBenchmark} under JMH with its gc profiler. */
final class Codec {

    /** A message and what it holds: Send, its transaction and Message-ID, its range, and the part that is its body. */
    private static final int MESSAGE = 240;

    /** A Response and its transaction. */
    private static final int RESPONSE = 96;

    private Codec() {}

    static List<Row> measure(boolean quick) throws RunnerException {
        TimeValue time = TimeValue.seconds(quick ? 1 : 3);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CodecBenchmark.class.getName())
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(time)
                        .measurementIterations(3)
                        .measurementTime(time)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .jvmArgs(
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djmh.executor=CUSTOM",
                                "-Djmh.executor.class=" + LoopThreads.class.getName())
                        .build())
                .run();
        List<Row> rows = new ArrayList<>();
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            String octets = result.getParams().getParam("octets");
            rows.add(row(
                    name.substring(name.lastIndexOf('.') + 1),
                    octets == null ? "" : ", " + octets + " octets",
                    result.getPrimaryResult(),
                    Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))));
        }
        return rows;
    }

    private static Row row(String benchmark, String size, Result<?> time, Result<?> garbage) {
        String figures = String.format(Locale.ROOT, "%,.0f ns, %,.0f octets", time.getScore(), garbage.getScore());
        return switch (benchmark) {
            case "readSend" -> Row.plain("Codec: a SEND of 200 octets read", figures, MESSAGE + " octets, the message");
            case "readResponse" -> Row.plain("Codec: its 200 read", figures, RESPONSE + " octets, the response");
            case "writeSend" -> Row.plain("Codec: the SEND written, end-line guarded", figures, "0 octets");
            case "writeResponse" -> Row.plain("Codec: the 200 written", figures, "0 octets");
            case "newTransaction" -> Row.plain("Codec: a transaction id made", figures, "");
            case "readLarge" -> Row.plain("Codec: a frame searched for its end-line" + size, figures, "");
            case "guardLarge" -> Row.plain("Codec: a body guarded against end-lines" + size, figures, "0 octets");
            default -> throw new IllegalArgumentException(benchmark);
        };
    }
}
