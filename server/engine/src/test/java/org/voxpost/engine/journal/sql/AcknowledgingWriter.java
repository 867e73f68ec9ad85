package org.voxpost.engine.journal.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.sql.JournalSettings.Database;

/** A process that writes until it is killed, and says which orders are written: to be killed at any moment. */
final class AcknowledgingWriter {

    static final Duration LEASE = Duration.ofSeconds(15);

    private static final int AT_ONCE = 32;

    private AcknowledgingWriter() {}

    /** The directory; and the address of a PostgreSQL database and its user, if there is one. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Optional<Database> database = arguments.length > 1
                ? Optional.of(PostgresDatabase.at(arguments[1], arguments[2], LEASE))
                : Optional.empty();
        SqlJournal journal = SqlJournal.open(settings(directory, database));
        Semaphore room = new Semaphore(AT_ONCE);
        for (int number = 0; ; number++) {
            room.acquire();
            String id = "order" + number;
            journal.note(Sample.accepted(id, 2));
            var _ = journal.write(new Entry.JobFinished(id + "-1", Sample.success()))
                    .thenRun(() -> {
                        System.out.println(id + '.');
                        System.out.flush();
                        room.release();
                    });
        }
    }

    static JournalSettings settings(Path directory, Optional<Database> database) {
        JournalSettings usual = JournalSettings.embedded(directory);
        return new JournalSettings(
                directory,
                database,
                "node",
                usual.sinks(),
                usual.batch(),
                usual.queue(),
                usual.reserve(),
                usual.retention());
    }
}
