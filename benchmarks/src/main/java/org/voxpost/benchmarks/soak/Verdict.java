package org.voxpost.benchmarks.soak;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.api.JobView;
import org.voxpost.app.api.OutcomeView;

/** Whether what became of an order is what has to become of it. */
final class Verdict {

    private static final String COMPLETE = "transfer.complete";

    private Verdict() {}

    /**
     * What is wrong, in one sentence.
     *
     * @param promised whether the application server was told 200
     * @param job what is on record; null for nothing
     * @param arrived whether the delivery server that takes everything has the file
     * @param sourceThere whether the file that was the source is there; empty where the source was none
     */
    static Optional<String> of(
            Scenario scenario,
            boolean promised,
            @Nullable JobView job,
            boolean arrived,
            Optional<Boolean> sourceThere) {
        if (job == null) {
            return promised ? wrong(scenario, "was promised and is not on record") : Optional.empty();
        }
        OutcomeView outcome = job.outcome();
        if (!job.state().equals("finished") || outcome == null) {
            return wrong(scenario, "is still " + job.state());
        }
        boolean complete = outcome.end().equals(COMPLETE);
        if (scenario.certain() && !complete) {
            return wrong(
                    scenario,
                    "had to be delivered, but: " + outcome.end() + " " + outcome.status() + " " + outcome.reason());
        }
        if (complete && scenario.farEnd() == FarEnd.GOOD && !arrived) {
            return wrong(scenario, "counts as delivered, but the file did not arrive");
        }
        boolean kept = !complete || !scenario.delete();
        if (sourceThere.isPresent() && sourceThere.get() != kept) {
            return wrong(scenario, kept ? "lost its source" : "was delivered and its source is still there");
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(Scenario scenario, String what) {
        return Optional.of("Order " + scenario + " " + what + ".");
    }
}
