package org.voxpost.benchmarks.pull;

import java.util.ArrayList;
import java.util.List;
import org.voxpost.benchmarks.QuickMeasurement;
import org.voxpost.benchmarks.Scratch;
import picocli.CommandLine.Command;

/** {@code ./benchmarks/run pull}. */
@Command(
        name = "pull",
        description = {
            "Measures transfers whose source is an HTTP server, of 30 kB and of 100 MB, beside curl to a file and then"
                    + " a transfer of that file, in the same run. Needs curl.",
            "Exit codes: 0 measured, 1 no figures, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class PullCommand extends QuickMeasurement {

    @Override
    protected int measure() throws Exception {
        List<PullFigures> figures = new ArrayList<>();
        for (PullPlan plan : quick() ? PullPlan.QUICK : PullPlan.FULL) {
            say("Measuring " + plan.words() + " ...");
            try (Scratch scratch = Scratch.make()) {
                figures.add(new Pulls(plan, home(), scratch).measure());
            }
        }
        tell(PullFigures.table(figures));
        return 0;
    }
}
