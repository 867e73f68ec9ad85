package org.voxpost.benchmarks.restart;

import org.voxpost.benchmarks.QuickMeasurement;
import org.voxpost.benchmarks.Scratch;
import picocli.CommandLine.Command;

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
public final class RestartCommand extends QuickMeasurement {

    @Override
    protected int measure() throws Exception {
        RestartPlan plan = quick() ? RestartPlan.QUICK : RestartPlan.FULL;
        try (Scratch scratch = Scratch.make()) {
            tell(new Restarts(plan, home(), scratch, RestartCommand::say)
                    .measure()
                    .table(plan));
            return 0;
        }
    }
}
