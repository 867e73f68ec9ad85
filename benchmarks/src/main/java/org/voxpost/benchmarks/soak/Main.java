package org.voxpost.benchmarks.soak;

import java.time.Duration;
import org.voxpost.benchmarks.Measurement;
import org.voxpost.benchmarks.Scratch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
final class Main extends Measurement {
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

    public static void main(String[] arguments) {
        run(new Main(), arguments);
    }

    @Override
    protected void check() {
        if (minutes < 1 || parallel < 1 || orders < 1) {
            throw wrong("--minutes, --parallel and --orders are 1 or more");
        }
    }

    @Override
    protected int measure() throws Exception {
        SoakPlan plan = new SoakPlan(Duration.ofMinutes(minutes), seed, parallel, orders);
        try (Scratch scratch = Scratch.make()) {
            say("The seed is " + seed);
            SoakFigures figures = new Soak(plan, home(), scratch, Main::say).run();
            tell(figures.table(plan));
            figures.complaints().forEach(Main::say);
            return figures.complaints().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }
}
