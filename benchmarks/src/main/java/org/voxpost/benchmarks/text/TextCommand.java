package org.voxpost.benchmarks.text;

import org.voxpost.benchmarks.QuickMeasurement;
import org.voxpost.benchmarks.Scratch;
import picocli.CommandLine.Command;

/** {@code ./benchmarks/run text}. */
@Command(
        name = "text",
        description = {
            "Measures captured text: 5,000 sessions, a line every 10 s in each, on disk before it is answered, with a"
                    + " reader of Server-Sent Events, for 10 minutes; then a reader that comes late. 12 minutes.",
            "Exit codes: 0 measured, 1 no figures, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class TextCommand extends QuickMeasurement {

    @Override
    protected int measure() throws Exception {
        TextPlan plan = quick() ? TextPlan.QUICK : TextPlan.FULL;
        try (Scratch scratch = Scratch.make()) {
            TextFigures figures = new Texts(plan, home(), scratch, line -> say(line)).measure();
            tell(figures.table());
            return figures.wrong() == 0 ? 0 : 1;
        }
    }
}
