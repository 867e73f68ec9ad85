package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.voxpost.engine.capture.store.CaptureEvent;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.OpenOrder;

/** What is so of the embedded store only: its files, and what may happen to them. */
class EmbeddedStoreTest {

    @TempDir
    Path directory;

    @Test
    void nobodyElseMayReadIt() throws Exception {
        try (SqlJournal journal = open()) {
            write(journal, "a");
            for (String file : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aSecondServerIsRefused() throws Exception {
        try (SqlJournal journal = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("in use by a running server");
            write(journal, "a");
        }
    }

    @Test
    void aServerOfAnotherProcessIsRefusedUntilThatIsKilled() throws Exception {
        KilledProcess process = KilledProcess.start(directory.toString());
        process.acknowledges(1);

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
        process.kill();

        open().close();
    }

    @Test
    void nothingAcknowledgedIsLostByAKill() throws Exception {
        KilledProcess process = KilledProcess.start(directory.toString());
        process.acknowledges(300);
        Set<String> acknowledged = process.kill();

        try (SqlJournal journal = open()) {
            assertThat(finished(journal)).containsAll(acknowledged);
        }
    }

    @Test
    void aCopyThatIsMadeWhileTextIsWrittenHasWhatWasAcknowledgedBefore(@TempDir Path backup) throws Exception {
        try (SqlJournal journal = open()) {
            CaptureStore store = journal.captures().orElseThrow();
            store.open(CaptureContract.session("a"), List.of(CaptureContract.started("a")), Duration.ofHours(1))
                    .get(10, TimeUnit.SECONDS);
            CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
            CompletableFuture<Void> last = before;
            for (int number = 2; number <= 2_000; number++) {
                last = store.add(CaptureContract.message("a", number, "line " + number));
                before = number == 500 ? last : before;
            }
            before.get(30, TimeUnit.SECONDS);
            copy(backup.resolve("journal.db"));
            last.get(30, TimeUnit.SECONDS);
            assertThat(store.newest()).isEqualTo(2_000);
        }

        try (SqlJournal restored = SqlJournal.open(JournalSettings.embedded(backup))) {
            CaptureStore store = restored.captures().orElseThrow();
            List<CaptureEvent> events = store.events(0, 3_000);
            assertThat(events).hasSizeGreaterThanOrEqualTo(500);
            assertThat(events.getLast().sequence()).isEqualTo(events.size());
            assertThat(store.closeBroken(Instant.EPOCH, "restored", true).get(10, TimeUnit.SECONDS))
                    .isEqualTo(1);
        }
    }

    /** As an operator does it with the sqlite3 of the system, beside a server that runs. */
    private void copy(Path to) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve("journal.db"));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum into '" + to + "'");
        }
    }

    @Test
    void aLogWithADamagedTailGivesWhatWasWrittenBefore() throws Exception {
        byte[] log = logOfAKill();
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("journal.db-wal").toFile(), "rw")) {
            file.seek(log.length - 2000);
            file.write(new byte[500]);
        }

        try (SqlJournal journal = open()) {
            assertThat(journal.found().orders()).isPositive();
            write(journal, "later");
        }
    }

    @Test
    void aLogThatWasCutOffGivesWhatWasWrittenBefore() throws Exception {
        byte[] log = logOfAKill();
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("journal.db-wal").toFile(), "rw")) {
            file.setLength(log.length - 1234);
        }

        try (SqlJournal journal = open()) {
            assertThat(journal.found().orders()).isPositive();
        }
    }

    @Test
    void aDamagedFileIsReportedAndLeftAsItIs() throws Exception {
        try (SqlJournal journal = open()) {
            for (int number = 0; number < 200; number++) {
                journal.note(Sample.accepted("order" + number, 3));
            }
        }
        Path file = directory.resolve("journal.db");
        byte[] damaged = Files.readAllBytes(file);
        // Behind those that say which tables there are.
        for (int page = damaged.length / 4096 / 2; page < damaged.length / 4096; page++) {
            Arrays.fill(damaged, page * 4096, page * 4096 + 200, (byte) 0x5a);
        }
        Files.write(file, damaged);

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining(file.toString());
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }

    @Test
    void aFileOfSomethingElseIsReported() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("journal.db"), "no database at all, but longer than nothing".repeat(100));

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
    }

    @Test
    void aFileThatIsGoneIsNotTakenForANewOne() throws Exception {
        logOfAKill();
        Files.delete(directory.resolve("journal.db"));

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("is gone");
    }

    @Test
    void aNewerStoreIsRefused() throws Exception {
        open().close();
        try (Sql sql = plain()) {
            sql.update("update journal_schema set version = '99'");
        }

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("a newer server");
    }

    @Test
    void theReserveIsThereAndIsGivenUp() throws Exception {
        Reserve reserve = new Reserve(directory.resolve("reserve"), 300_000);
        reserve.keep();
        assertThat(directory.resolve("reserve")).hasSize(300_000);

        reserve.giveUp();
        assertThat(directory.resolve("reserve")).doesNotExist();
    }

    @Test
    void roomOfOldOrdersIsGivenBack() throws Exception {
        JournalSettings usual = JournalSettings.embedded(directory);
        JournalSettings few = new JournalSettings(
                directory,
                Optional.empty(),
                "",
                List.of(),
                usual.batch(),
                usual.queue(),
                0,
                new JournalSettings.Retention(Duration.ofDays(1), 1_000_000));
        try (SqlJournal journal = SqlJournal.open(few, InstantSource.fixed(Sample.NOON))) {
            CompletableFuture.allOf(IntStream.range(0, 1000)
                            .mapToObj(number -> {
                                journal.note(Sample.accepted("order" + number, 3));
                                return journal.write(new Entry.OrderClosed("order" + number, Sample.success()));
                            })
                            .toArray(CompletableFuture[]::new))
                    .get();
        }
        long full = Files.size(directory.resolve("journal.db"));

        try (SqlJournal journal = SqlJournal.open(few, InstantSource.fixed(Sample.NOON.plus(Duration.ofDays(3))))) {
            JournalContract.await(() -> journal.archive().jobs(JobQuery.all(1)).isEmpty());
            JournalContract.await(() -> freePages() < 100);
        }

        assertThat(Files.size(directory.resolve("journal.db"))).isLessThan(full / 2);
    }

    @Test
    void oldOrdersAreFoundWithoutALookAtTheOthers() throws Exception {
        open().close();

        assertThat(plan(OldOrders.TOO_OLD)).anyMatch(step -> step.matches("SEARCH o USING INDEX .*closed_at<\\?.*"));
        assertThat(plan(OldOrders.TOO_MANY)).anyMatch(step -> step.matches("SEARCH o USING .*rowid<\\?.*"));
    }

    private List<String> plan(String statement) throws SQLException {
        try (Sql sql = plain()) {
            return sql.list("explain query plan " + statement, row -> row.getString(4), 0L, 128);
        }
    }

    private int freePages() {
        try (Sql sql = plain()) {
            return sql.first("pragma freelist_count", row -> row.getInt(1)).orElseThrow();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sql plain() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + directory.resolve("journal.db"));
        return new Sql(source.getConnection());
    }

    private SqlJournal open() throws JournalException {
        return SqlJournal.open(JournalSettings.embedded(directory));
    }

    private static void write(SqlJournal journal, String order) throws Exception {
        journal.write(Sample.accepted(order, 1)).get(30, TimeUnit.SECONDS);
    }

    private byte[] logOfAKill() throws Exception {
        KilledProcess process = KilledProcess.start(directory.toString());
        process.acknowledges(50);
        process.kill();
        return Files.readAllBytes(directory.resolve("journal.db-wal"));
    }

    /** Orders whose first job has its outcome. */
    static Set<String> finished(SqlJournal journal) throws Exception {
        LinkedBlockingQueue<OpenOrder> taken = new LinkedBlockingQueue<>();
        journal.recover(taken::addAll);
        journal.write(Sample.accepted("behind", 0)).get(30, TimeUnit.SECONDS);
        return taken.stream()
                .filter(one -> one.jobs().getFirst().outcome().isPresent())
                .map(one -> one.order().id())
                .collect(Collectors.toSet());
    }
}
