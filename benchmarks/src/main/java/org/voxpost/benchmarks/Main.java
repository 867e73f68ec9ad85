package org.voxpost.benchmarks;

import org.voxpost.benchmarks.pull.PullCommand;
import org.voxpost.benchmarks.restart.RestartCommand;
import org.voxpost.benchmarks.text.TextCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./benchmarks/run}. */
@Command(
        name = "benchmarks/run",
        description = {
            "Measures whole jobs: application servers order transfers of a 30 kB file, the server delivers them to a"
                    + " delivery server, all on this machine, beside bare JAIN-SIP calls in the same run.",
            "Exit codes: 0 measured, 1 no figures, 2 wrong usage."
        },
        subcommands = {RestartCommand.class, PullCommand.class, TextCommand.class},
        mixinStandardHelpOptions = true)
final class Main extends QuickMeasurement {
    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Application servers (and bare calls) at once. Default: ${DEFAULT-VALUE}.",
            defaultValue = "64")
    private int parallel;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            description = "Transfers of a full run, at least 40000. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50000")
    private int transfers;

    @Option(
            names = "--dialog-per-job",
            negatable = true,
            description =
                    "A dialog of its own for each transfer (the default); --no-dialog-per-job: dialogs that stand.",
            defaultValue = "true",
            fallbackValue = "true")
    private boolean dialogPerJob;

    @Option(names = "--server-options", paramLabel = "OPTIONS", description = "Options of the server's Java machine.")
    private String serverOptions = "";

    public static void main(String[] arguments) {
        run(new Main(), arguments);
    }

    @Override
    protected void check() {
        super.check();
        if (parallel < 1 || transfers < 40_000) {
            throw wrong("too few: --parallel from 1, --transfers from 40000");
        }
    }

    @Override
    protected int measure() throws Exception {
        Plan plan = quick() ? Plan.quick(parallel, dialogPerJob) : Plan.full(parallel, dialogPerJob, transfers);
        try (Scratch scratch = Scratch.make()) {
            say("Measuring bare calls ...");
            BareCalls.Figures bare = BareCalls.measure(plan, scratch.directory());
            say("Without a journal:");
            JobFigures withoutJournal = new WholeJobs(
                            plan.withoutPauses(), false, home(), scratch.directory("without"), Main::say)
                    .measure(serverOptions);
            say("With its journal, as it is by default:");
            JobFigures jobs =
                    new WholeJobs(plan, true, home(), scratch.directory("with"), Main::say).measure(serverOptions);
            tell(new Report(plan, bare, withoutJournal, jobs).table());
            return 0;
        }
    }
}
