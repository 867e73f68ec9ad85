package org.voxpost.benchmarks.pull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

/** {@code ./benchmarks/run pull}. */
@Command(
        name = "pull",
        description = {
            "Measures transfers whose source is an HTTP server, of 30 kB and of 100 MB, beside curl to a file and then"
                    + " a transfer of that file, in the same run. Needs curl.",
            "Exit codes: 0 measured, 1 no figures, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class PullCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "A few transfers of each; for a look, not for the record.")
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
        Path home = Path.of(System.getProperty("voxpost.home", "")).toAbsolutePath();
        List<PullFigures> figures = new ArrayList<>();
        say(Machine.describe());
        for (PullPlan plan : quick ? PullPlan.QUICK : PullPlan.FULL) {
            say("Measuring " + plan.words() + " ...");
            try (Scratch scratch = Scratch.make()) {
                figures.add(new Pulls(plan, home, scratch).measure());
            }
        }
        Table table = PullFigures.table(figures);
        say("");
        table.lines().forEach(PullCommand::say);
        if (record) {
            Page page = Page.ofTheProject();
            page.record(table.markdown(LocalDate.now(ZoneOffset.UTC), Machine.describe()));
            say("Recorded in " + page.file());
        }
        return 0;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
