package org.voxpost.engine.journal.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.voxpost.engine.journal.Entry;

/** A process that writes until it is killed, and says which orders are written: to be killed at any moment. */
final class AcknowledgingWriter {

    private static final int AT_ONCE = 32;

    private AcknowledgingWriter() {}

    /** The directory, and the port of a PostgreSQL server if there is one. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Optional<Integer> port = arguments.length > 1 ? Optional.of(Integer.valueOf(arguments[1])) : Optional.empty();
        SqlJournal journal = SqlJournal.open(settings(directory, port));
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

    static JournalSettings settings(Path directory, Optional<Integer> port) {
        JournalSettings usual = JournalSettings.embedded(directory);
        return new JournalSettings(
                directory,
                port.map(one -> PostgresServer.at(one, Duration.ofSeconds(15))),
                "node",
                usual.sinks(),
                usual.batch(),
                usual.queue(),
                usual.reserve(),
                usual.retention());
    }
}
