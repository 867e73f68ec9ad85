package org.voxpost.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;

class RehearsalTest {
    @Test
    @Timeout(60)
    void everyTransferOfARehearsalArrivesAndIsRecorded(@TempDir Path home) throws Exception {
        assertThat(Rehearsal.run(home)).isTrue();
        assertThat(home.resolve("in/rehearsal.amr")).hasSize(30_000);
        try (SqlJournal journal = SqlJournal.open(JournalSettings.embedded(home.resolve("var/journal")))) {
            assertThat(journal.archive().jobs(JobQuery.all(100)))
                    .hasSize(20)
                    .allMatch(job -> job.progress().outcome().orElseThrow().status() == 200);
        }
    }
}
