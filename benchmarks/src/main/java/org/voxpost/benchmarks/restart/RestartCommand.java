package org.voxpost.benchmarks.restart;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.voxpost.benchmarks.Machine;
import org.voxpost.benchmarks.Page;
import org.voxpost.benchmarks.Scratch;
import org.voxpost.benchmarks.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./benchmarks/run restart}. */
@Command(
        name = "restart",
        description = {
            "Measures a start of the server with a journal of 100,000 finished and 1,000 open jobs, from the command"
                    + " to the first 200 to OPTIONS, beside one with an empty journal; and how long entries wait while"
                    + " retention deletes most of those jobs.",
            "Exit codes: 0 measured, 1 no figures, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class RestartCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "A twentieth of the jobs and two starts; for a look, not for the record.")
    private boolean quick;

    @Option(names = "--record", description = "Writes the figures to docs/benchmarks.md.")
    private boolean record;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (quick && record) {
            throw new ParameterException(spec.commandLine(), "--quick is not for the record");
        }
        RestartPlan plan = quick ? RestartPlan.QUICK : RestartPlan.FULL;
        Path home = Path.of(System.getProperty("voxpost.home", "")).toAbsolutePath();
        try (Scratch scratch = Scratch.make()) {
            say(Machine.describe());
            RestartFigures figures = new Restarts(plan, home, scratch, RestartCommand::say).measure();
            Table table = figures.table(plan);
            say("");
            table.lines().forEach(RestartCommand::say);
            if (record) {
                Page page = Page.ofTheProject();
                page.record(table.markdown(LocalDate.now(ZoneOffset.UTC), Machine.describe()));
                say("Recorded in " + page.file());
            }
            return 0;
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
