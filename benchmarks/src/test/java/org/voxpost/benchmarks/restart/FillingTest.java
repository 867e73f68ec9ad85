package org.voxpost.benchmarks.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.JobRecord;
import org.voxpost.engine.journal.Outcome;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;

class FillingTest {
    @TempDir
    private Path directory;

    @Test
    void closedOrdersHaveTheirOutcomeAndOpenOnesAreGoneOnWith() throws Exception {
        try (SqlJournal journal = SqlJournal.open(JournalSettings.embedded(directory))) {
            Filling filling = new Filling(journal, number -> new SampleOrder(number, "a.amr", 5070, Instant.now()));
            filling.closed(0, 3);
            filling.open(3, 5);
            assertThat(journal.statistics().entries()).isEqualTo(3 * 9 + 2);
        }

        try (SqlJournal journal = SqlJournal.open(JournalSettings.embedded(directory))) {
            assertThat(journal.found().orders()).isEqualTo(2);
            assertThat(journal.found().unfinished()).isEqualTo(2);
            List<JobRecord> closed = journal.archive().jobs(JobQuery.all(10)).stream()
                    .filter(job -> !job.open())
                    .toList();
            assertThat(closed)
                    .hasSize(3)
                    .allMatch(
                            job -> job.progress().outcome().map(Outcome::status).orElse(0) == 200);
        }
    }
}
