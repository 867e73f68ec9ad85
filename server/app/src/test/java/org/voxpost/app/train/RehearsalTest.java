package org.voxpost.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.app.record.Records;
import org.voxpost.app.record.TransferRecord;

class RehearsalTest {
    @Test
    @Timeout(60)
    void everyTransferOfARehearsalArrivesAndIsRecorded(@TempDir Path home) throws Exception {
        assertThat(Rehearsal.run(home)).isTrue();
        assertThat(home.resolve("in/rehearsal.amr")).hasSize(30_000);
        assertThat(Records.last(home.resolve("var/transfers.jsonl"), 100))
                .hasSize(20)
                .allMatch(TransferRecord::good);
    }
}
