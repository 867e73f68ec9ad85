package org.voxpost.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.voxpost.benchmarks.pull.PullCommand;
import org.voxpost.benchmarks.restart.RestartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./benchmarks/run}. */
@Command(
        name = "benchmarks/run",
        description = {
            "Measures whole jobs: application servers order transfers of a 30 kB file, the server delivers them to a"
                    + " delivery server, all on this machine, beside bare JAIN-SIP calls in the same run.",
            "Exit codes: 0 measured, 1 no figures, 2 wrong usage."
        },
        subcommands = {RestartCommand.class, PullCommand.class},
        mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
    @Option(names = "--quick", description = "About 20 s in place of some minutes; for a look, not for the record.")
    private boolean quick;

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
        if (parallel < 1 || transfers < 40_000) {
            throw new ParameterException(new CommandLine(this), "too few: --parallel from 1, --transfers from 40000");
        }
        if (quick && record) {
            throw new ParameterException(new CommandLine(this), "--quick is not for the record");
        }
        Plan plan = quick ? Plan.quick(parallel, dialogPerJob) : Plan.full(parallel, dialogPerJob, transfers);
        Path home = Path.of(System.getProperty("voxpost.home", "")).toAbsolutePath();
        try (Scratch scratch = Scratch.make()) {
            say(Machine.describe());
            say("Measuring bare calls ...");
            BareCalls.Figures bare = BareCalls.measure(plan, scratch.directory());
            say("Without a journal:");
            JobFigures withoutJournal = new WholeJobs(
                            plan.withoutPauses(), false, home, scratch.directory("without"), Main::say)
                    .measure(serverOptions);
            say("With its journal, as it is by default:");
            JobFigures jobs =
                    new WholeJobs(plan, true, home, scratch.directory("with"), Main::say).measure(serverOptions);
            Report report = new Report(plan, bare, withoutJournal, jobs);
            say("");
            report.lines().forEach(Main::say);
            if (record) {
                Page page = Page.ofTheProject();
                page.record(report.markdown(LocalDate.now(ZoneOffset.UTC), Machine.describe()));
                say("Recorded in " + page.file());
            }
            return 0;
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
