package org.voxpost.benchmarks.restart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.voxpost.benchmarks.BenchmarkFailure;
import org.voxpost.benchmarks.restart.RetentionFigures.Waits;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.JournalStatistics;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;

/** Opens a full journal with room for fewer orders, and looks what its writers feel while the old ones go. */
final class Retention {

    /** The file has its last size when it has hardly changed for so long; pages go back every two seconds at least. */
    private static final Duration SETTLED = Duration.ofSeconds(6);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Number of the first order that comes when the old ones are gone. */
    private static final int FURTHER = 10_000_000;

    private static final long LOOK_EVERY = Duration.ofMillis(50).toNanos();

    private final Path journal;
    private final RestartPlan plan;

    /** @param journal directory of a full one; changed */
    Retention(Path journal, RestartPlan plan) {
        this.journal = journal;
        this.plan = plan;
    }

    RetentionFigures measure() throws IOException, JournalException, InterruptedException, ExecutionException {
        Waits idle = idle();
        try (SqlJournal open = SqlJournal.open(keeping(plan.stay()))) {
            long start = System.nanoTime();
            Waits waits;
            Duration took;
            try (Writers writers = Writers.begin(open, plan.orders())) {
                took = awaitSettled(open, start, plan.finished() - plan.stay() - 1);
                waits = writers.waits();
            }
            JournalStatistics statistics = open.statistics();
            long after = size(journal);
            int last = FURTHER + plan.further();
            new Filling(open, number -> new SampleOrder(number, "gone.amr", 1, Instant.now())).closed(FURTHER, last);
            awaitSettled(open, System.nanoTime(), last - plan.stay() - 1);
            return new RetentionFigures(
                    idle, waits, statistics.longestCommit(), statistics.longestChore(), took, after, size(journal));
        }
    }

    private Waits idle() throws JournalException, InterruptedException {
        try (SqlJournal open = SqlJournal.open(keeping(10 * plan.orders()));
                Writers writers = Writers.begin(open, 2 * plan.orders())) {
            Thread.sleep(plan.idle());
            return writers.waits();
        }
    }

    /**
     * How long it took, from the start to the last change.
     *
     * @param last number of the newest order that is to go
     */
    private Duration awaitSettled(SqlJournal open, long start, int last) throws IOException, JournalException {
        Path file = journal.resolve("journal.db");
        String lastToGo = new SampleOrder(last, "", 1, Instant.EPOCH).id();
        long size = Files.size(file);
        long since = System.nanoTime();
        boolean gone = false;
        while (!gone || System.nanoTime() - since < SETTLED.toNanos()) {
            LockSupport.parkNanos(LOOK_EVERY);
            gone = gone || open.archive().order(lastToGo).isEmpty();
            long now = Files.size(file);
            // Orders come and go all the time, so that it is never quite the same.
            if (!gone || Math.abs(now - size) > Math.max(size / 20, 2 << 20)) {
                size = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new BenchmarkFailure("Retention came to no end: the last order is " + (gone ? "gone" : "there")
                        + ", the file has " + now + " octets.");
            }
        }
        return Duration.ofNanos(since - start);
    }

    private JournalSettings keeping(int orders) {
        JournalSettings usual = JournalSettings.embedded(journal);
        return new JournalSettings(
                usual.directory(),
                usual.database(),
                usual.node(),
                usual.sinks(),
                usual.batch(),
                usual.queue(),
                usual.reserve(),
                new JournalSettings.Retention(usual.retention().age(), orders));
    }

    /** Octets of all files of a directory. */
    static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            long octets = 0;
            for (Path file : files.toList()) {
                octets += Files.size(file);
            }
            return octets;
        }
    }
}
