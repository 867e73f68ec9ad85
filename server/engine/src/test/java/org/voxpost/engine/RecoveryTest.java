package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.journal.Job;
import org.voxpost.engine.journal.JobState;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.OpenOrder.OpenJob;
import org.voxpost.engine.journal.Order;
import org.voxpost.engine.journal.Outcome;

/** What a start finds in journal and spool. */
class RecoveryTest {

    private static final Outcome DELIVERED =
            new Outcome("transfer.complete", 5, 200, "", 1, Duration.ofSeconds(1), Instant.EPOCH);

    /** P-I7: it was killed between the outcome of the job and the removal of the file, and the order has more jobs. */
    @Test
    void aJobWithItsOutcomeLeavesTheSpoolAlsoWhereItsOrderIsOpen() {
        OpenOrder order = new OpenOrder(
                new Order(
                        "o",
                        "d",
                        "c",
                        "as",
                        Optional.empty(),
                        ByteBuffer.allocate(0),
                        0,
                        Instant.EPOCH,
                        0,
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                List.of(
                        job("o-1", JobState.FINISHED, Optional.of(DELIVERED)),
                        job("o-2", JobState.DELIVERED, Optional.empty()),
                        job("o-3", JobState.ACCEPTED, Optional.empty())),
                List.of(),
                Set.of());

        assertThat(Recovery.owners(List.of(order))).containsExactlyInAnyOrder("o-2", "o-3");
    }

    private static OpenJob job(String id, JobState state, Optional<Outcome> outcome) {
        return new OpenJob(
                new Job(id, "o", 0, 0, 0, "", "http://media.example.com/a.amr", "", true),
                state,
                1,
                0,
                0,
                0,
                "",
                "",
                0,
                Optional.empty(),
                outcome,
                outcome.isPresent());
    }
}
