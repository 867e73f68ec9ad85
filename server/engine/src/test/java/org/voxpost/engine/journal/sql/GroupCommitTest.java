package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.journal.JournalException;

/** What becomes of entries while they cannot be written. */
class GroupCommitTest {

    @TempDir
    Path directory;

    private FaultyStore store;
    private GroupCommit commits;
    private final Statements statements = new Statements("local", List.of());

    @BeforeEach
    void open() throws JournalException {
        store = new FaultyStore(SqliteStore.open(directory, 100_000));
        commits = new GroupCommit(store, sql -> {}, 16, 100);
    }

    @AfterEach
    void close() {
        commits.close();
        store.close();
    }

    @Test
    void entriesWaitWhileTheDiskIsFullAndAreWrittenInOrderWhenThereIsRoom() throws Exception {
        store.full = true;
        List<CompletableFuture<Void>> written = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            written.add(accept("order" + number, 4));
        }
        JournalContract.await(() -> store.failures.get() > 2);
        // The first may have found room in what there is.
        assertThat(written.getLast()).isNotDone();
        assertThat(directory.resolve("reserve")).doesNotExist();
        assertThat(commits.statistics().waiting()).isGreaterThan(30);
        store.full = false;

        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

        assertThat(commits.statistics().retries()).isPositive();
        assertThat(commits.statistics().entries()).isEqualTo(50);
    }

    @Test
    void whatKeepsEntriesFromTheDiskIsSaidUntilTheyAreWritten() throws Exception {
        assertThat(commits.trouble()).isEmpty();
        store.full = true;
        CompletableFuture<Void> written = accept("a", 500);
        JournalContract.await(() -> commits.trouble().isPresent());
        assertThat(commits.trouble().orElseThrow()).matches("the journal cannot write, for \\d+ s; 1 entries wait");
        store.full = false;

        written.get(30, TimeUnit.SECONDS);
        JournalContract.await(() -> commits.trouble().isEmpty());
    }

    @Test
    void aDiskThatDoesNotAnswerIsToldOfAfterTwoSeconds() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        CompletableFuture<Void> written = commits.submit(sql -> uninterruptibly(disk));
        try {
            JournalContract.await(() -> commits.trouble().isPresent());
            assertThat(commits.trouble().orElseThrow()).startsWith("the journal waits for its disk, for ");
        } finally {
            disk.countDown();
        }

        written.get(30, TimeUnit.SECONDS);
        JournalContract.await(() -> commits.trouble().isEmpty());
    }

    @Test
    void closingDoesNotWaitForeverForRoom() throws Exception {
        store.full = true;
        CompletableFuture<Void> written = accept("a", 500);
        commits.close();

        assertThatThrownBy(written::get).hasCauseInstanceOf(JournalException.class);
    }

    @Test
    void oneMoreThanMayWaitIsRefused() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<Void>> taken = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            taken.add(commits.submit(sql -> uninterruptibly(go)));
        }

        assertThatThrownBy(() -> commits.submit(sql -> {}).get()).hasMessageContaining("behind by 100 entries");
        go.countDown();
        CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatIsRefusedBecauseOfAnEntryIsToldOnceThatEntryIsOnDisk() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        var _ = commits.submit(sql -> uninterruptibly(go));
        CompletableFuture<Void> first = commits.submit(sql -> {});
        CompletableFuture<Boolean> firstWasThere = new CompletableFuture<>();
        CompletableFuture<Void> second = commits.submit(sql -> {
            throw new JournalException("there is one already");
        });
        var _ = second.whenComplete((_, _) -> firstWasThere.complete(first.isDone()));
        go.countDown();

        assertThat(firstWasThere.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void anEntryThatIsAProgramFaultFailsAlone() throws Exception {
        CompletableFuture<Void> before = accept("a", 1);
        CompletableFuture<Void> faulty = commits.submit(sql -> {
            throw new IllegalStateException("a fault");
        });
        CompletableFuture<Void> behind = accept("b", 1);

        before.get(30, TimeUnit.SECONDS);
        behind.get(30, TimeUnit.SECONDS);
        assertThatThrownBy(faulty::get).hasCauseInstanceOf(JournalException.class);
    }

    @Test
    void anEntryThatOverflowsTheStackFailsAlone() throws Exception {
        CompletableFuture<Void> faulty = commits.submit(sql -> {
            throw new StackOverflowError("of the test");
        });
        accept("b", 1).get(30, TimeUnit.SECONDS);
        assertThatThrownBy(faulty::get).hasCauseInstanceOf(JournalException.class);
    }

    @Test
    void aWriterThatBreaksInACommitOrBetweenTwoGoesOn() throws Exception {
        store.overflows.set(4);

        accept("a", 1).get(30, TimeUnit.SECONDS);

        assertThat(store.overflows).hasValue(0);
        assertThat(commits.statistics().entries()).isEqualTo(1);
    }

    @Test
    void whatFollowsAnEntryDoesNotStopTheWriter() throws Exception {
        CompletableFuture<Void> failing = accept("a", 1).thenRun(() -> {
            throw new IllegalStateException("a fault of whoever waits");
        });
        assertThatThrownBy(failing::get).hasCauseInstanceOf(IllegalStateException.class);

        accept("b", 1).get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> accept(String order, int jobs) {
        return commits.submit(sql -> statements.write(sql, Sample.accepted(order, jobs)));
    }

    private static void uninterruptibly(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
