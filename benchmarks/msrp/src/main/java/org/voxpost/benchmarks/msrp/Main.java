package org.voxpost.benchmarks.msrp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./benchmarks/run msrp}. */
@Command(
        name = "benchmarks/run msrp",
        description = {
            "Measures the MSRP stack in two processes on this machine, beside raw Netty in the same run, and the codec"
                    + " under JMH.",
            "Exit codes: 0 measured, 1 no figures, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {

    @Option(names = "--quick", description = "Small sizes: for a look, not for the record.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "FIGURE",
            description = "Of these figures only: ${COMPLETION-CANDIDATES}.")
    private Set<Measurements.Figure> only = EnumSet.allOf(Measurements.Figure.class);

    @Option(names = "--record", description = "Writes the figures to docs/benchmarks.md.")
    private boolean record;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (quick && record) {
            throw new ParameterException(new CommandLine(this), "--quick is not for the record");
        }
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        Path scratch = Files.createTempDirectory("voxpost-benchmarks-msrp");
        try {
            say(Machine.describe());
            source(scratch.resolve("source"), plan.fileOctets());
            List<Row> rows = new ArrayList<>();
            say(new Row("", "ours", "raw", "ratio", "aim").line());
            for (Measurements.Figure figure : only) {
                for (Row row : new Measurements(scratch, plan).measure(figure)) {
                    say(row.line());
                    rows.add(row);
                }
            }
            if (record) {
                Page page = Page.ofTheProject();
                page.record(markdown(rows));
                say("Recorded in " + page.file());
            }
            return 0;
        } finally {
            remove(scratch);
        }
    }

    private static String markdown(List<Row> rows) {
        StringBuilder text = new StringBuilder("# What the MSRP stack costs\n\n");
        text.append("Written by `./benchmarks/run msrp --record`; ADR 0020 says what is measured. ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(", ")
                .append(Machine.describe())
                .append(". Both ends ran on this one machine, over loopback.\n\n")
                .append("| | ours | raw Netty, same run | ratio | aim |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row.markdown()).append('\n'));
        return text.toString();
    }

    /** A file of octets that do not repeat within a MiB. */
    static void source(Path file, long length) throws IOException {
        byte[] octets = new byte[1 << 20];
        new Random(1).nextBytes(octets);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long written = 0; written < length; ) {
                octets[(int) (written >> 20) & 0xfffff]++;
                written += out.write(ByteBuffer.wrap(octets));
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
