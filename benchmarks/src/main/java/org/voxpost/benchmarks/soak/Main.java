package org.voxpost.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.voxpost.benchmarks.BenchmarkFailure;
import org.voxpost.benchmarks.Machine;
import org.voxpost.benchmarks.Page;
import org.voxpost.benchmarks.Scratch;
import org.voxpost.benchmarks.Table;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./benchmarks/soak}. */
@Command(
        name = "benchmarks/soak",
        description = {
            "Keeps a server busy with orders that go well and orders that do not: sources that are missing, break off"
                + " or are silent, delivery servers that refuse, stall, reset or want no more, application servers"
                + " that hang up, cancel or end their dialogs. In the first half of the time the server is killed"
                + " again and again and started on the same journal. In the end every promised job has its outcome,"
                + " everything that could be delivered was, and heap, threads, descriptors, ports and spool are where"
                + " they were.",
            "Exit codes: 0 so it is, 1 it is not, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "For which load is made. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30")
    private int minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed brings the same orders and faults. Default: one by chance, which is told.")
    private long seed = System.nanoTime() & 0xffff;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Application servers at once. Default: ${DEFAULT-VALUE}.",
            defaultValue = "64")
    private int parallel;

    @Option(
            names = "--orders",
            paramLabel = "N",
            description =
                    "Orders of a round, behind which it is looked what became of them. Default: ${DEFAULT-VALUE}.",
            defaultValue = "600")
    private int orders;

    @Option(names = "--record", description = "Writes the figures to docs/benchmarks.md.")
    private boolean record;

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            if (failure instanceof BenchmarkFailure || failure instanceof IOException) {
                command.getErr().println("benchmarks: " + failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < 1 || parallel < 1 || orders < 1) {
            throw new ParameterException(new CommandLine(this), "--minutes, --parallel and --orders are 1 or more");
        }
        SoakPlan plan = new SoakPlan(Duration.ofMinutes(minutes), seed, parallel, orders);
        Path home = Path.of(System.getProperty("voxpost.home", "")).toAbsolutePath();
        try (Scratch scratch = Scratch.make()) {
            say(Machine.describe());
            say("The seed is " + seed);
            SoakFigures figures = new Soak(plan, home, scratch, Main::say).run();
            Table table = figures.table(plan);
            say("");
            table.lines().forEach(Main::say);
            figures.complaints().forEach(Main::say);
            if (record) {
                Page page = Page.ofTheProject();
                page.record(table.markdown(LocalDate.now(ZoneOffset.UTC), Machine.describe()));
                say("Recorded in " + page.file());
            }
            return figures.complaints().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
