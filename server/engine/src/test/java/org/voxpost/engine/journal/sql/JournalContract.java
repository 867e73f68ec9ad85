package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Found;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.JobRecord;
import org.voxpost.engine.journal.JobState;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Notice;
import org.voxpost.engine.journal.OpenOrder;
import org.voxpost.engine.journal.OpenOrder.OpenJob;
import org.voxpost.engine.journal.OpenOrder.OpenTransfer;
import org.voxpost.engine.journal.sql.JournalSettings.Retention;

/** What every store does. */
abstract class JournalContract implements OutboxContract, ArchiveContract {

    private SqlJournal journal;

    /** Of the store under test, the same one each time it is opened again. */
    abstract JournalSettings settings();

    /** Makes a store that nobody has used. */
    void prepare() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        prepare();
        journal = SqlJournal.open(settings().withSinks(List.of("webhook", "tape")));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void anAcceptedOrderIsOpenAfterARestart() throws Exception {
        write(Sample.accepted("a", 2));
        reopen();

        OpenOrder open = recovered(1).getFirst();

        assertThat(open.order()).isEqualTo(Sample.order("a"));
        assertThat(open.jobs()).extracting(OpenJob::job).containsExactly(Sample.job("a", 1), Sample.job("a", 2));
        assertThat(open.jobs()).extracting(OpenJob::state).containsOnly(JobState.ACCEPTED);
        assertThat(open.script()).isEmpty();
        assertThat(open.transfers()).isEmpty();
        assertThat(journal.found()).isEqualTo(new Found(1, 2, 0, 0));
    }

    @Test
    void ordersOfThisRunAreNotHandedOver() throws Exception {
        write(Sample.accepted("a", 1));
        reopen();
        write(Sample.accepted("b", 1));

        assertThat(recovered(1)).extracting(one -> one.order().id()).containsExactly("a");
    }

    @Test
    void openOrdersComeInTheOrderInWhichTheyWereAccepted() throws Exception {
        List<String> ids = IntStream.range(0, 1200)
                .mapToObj(number -> "order" + (number * 7919) % 1200)
                .toList();
        CompletableFuture.allOf(ids.stream()
                        .map(id -> journal.write(Sample.accepted(id, 1)))
                        .toArray(CompletableFuture[]::new))
                .get();
        reopen();

        assertThat(recovered(1200)).extracting(one -> one.order().id()).containsExactlyElementsOf(ids);
    }

    @Test
    void theProgressOfAJobIsKept() throws Exception {
        write(Sample.accepted("a", 1));
        write(new Entry.TransferBegun("a", 0, "transfer", 0, Sample.NOON));
        write(new Entry.AttemptBegun("a-1", 1, 0));
        write(new Entry.SourceReady("a-1", 23_910, "ab12", "v1"));
        write(new Entry.Kept("a-1", "ab12", 4096));
        write(new Entry.AttemptBegun("a-1", 2, 1));
        write(new Entry.ElementDone("a", 3));
        reopen();

        OpenOrder open = recovered(1).getFirst();

        assertThat(open.jobs())
                .containsExactly(new OpenJob(
                        Sample.job("a", 1),
                        JobState.RUNNING,
                        2,
                        1,
                        0,
                        0,
                        "ab12",
                        "v1",
                        4096,
                        Optional.empty(),
                        Optional.empty(),
                        false));
        assertThat(open.transfers()).containsExactly(new OpenTransfer(0, 0, Sample.NOON, Optional.empty()));
        assertThat(open.elementsDone()).containsExactly(3);
    }

    @Test
    void aDeliveredJobIsKnownAsDelivered() throws Exception {
        write(Sample.accepted("a", 1));
        write(new Entry.Delivered("a-1", 23_910, 1, false));
        write(new Entry.AttemptBegun("a-1", 1, 0));
        write(new Entry.Delivered("a-1", 23_910, 2, true));
        write(new Entry.AttemptBegun("a-1", 2, 0));
        write(new Entry.SourceSettled("a-1", "deleted"));
        write(new Entry.JobTold("a-1"));
        reopen();

        OpenJob job = recovered(1).getFirst().jobs().getFirst();

        assertThat(job.state()).isEqualTo(JobState.DELIVERED);
        assertThat(job.deliveries()).isEqualTo(2);
        assertThat(job.octets()).isEqualTo(23_910);
        assertThat(job.sourceNote()).contains("deleted");
        assertThat(job.told()).isTrue();
        assertThat(journal.found()).isEqualTo(new Found(1, 0, 1, 0));
    }

    @Test
    void theFirstOutcomeStands() throws Exception {
        write(Sample.accepted("a", 1));
        write(new Entry.JobFinished("a-1", Sample.success()));
        write(new Entry.JobFinished("a-1", Sample.failure()));
        write(new Entry.AttemptBegun("a-1", 7, 0));
        write(new Entry.TransferFinished("a", 0, Sample.success()));
        write(new Entry.TransferFinished("a", 0, Sample.failure()));
        reopen();

        OpenOrder open = recovered(1).getFirst();

        assertThat(open.jobs().getFirst().outcome()).contains(Sample.success());
        assertThat(open.jobs().getFirst().state()).isEqualTo(JobState.FINISHED);
        assertThat(open.transfers().getFirst().outcome()).contains(Sample.success());
        assertThat(journal.outbox().notices(0, 10)).extracting(Notice::eventId).containsExactly("a-1", "a/0");
    }

    @Test
    void everyEntryMayBeWrittenTwice() throws Exception {
        List<Entry> entries = List.of(
                Sample.accepted("a", 2),
                new Entry.ScriptFetched("a", ByteBuffer.wrap(new byte[] {1}), List.of(Sample.job("a", 3))),
                new Entry.TransferBegun("a", 0, "t", 0, Sample.NOON),
                new Entry.JobsAdded(List.of(Sample.job("a", 4))),
                new Entry.AttemptBegun("a-1", 1, 0),
                new Entry.SourceReady("a-1", 10, "ab", "v"),
                new Entry.Kept("a-1", "ab", 5),
                new Entry.Delivered("a-1", 10, 1, true),
                new Entry.SourceSettled("a-1", "deleted"),
                new Entry.JobFinished("a-1", Sample.success()),
                new Entry.JobTold("a-1"),
                new Entry.TransferFinished("a", 0, Sample.success()),
                new Entry.ElementDone("a", 1));
        for (Entry entry : entries) {
            write(entry);
        }
        for (Entry entry : entries) {
            write(entry);
        }
        reopen();

        OpenOrder open = recovered(1).getFirst();

        assertThat(open.jobs())
                .extracting(OpenJob::state)
                .containsExactly(JobState.FINISHED, JobState.ACCEPTED, JobState.ACCEPTED, JobState.ACCEPTED);
        assertThat(open.jobs().getFirst().deliveries()).isEqualTo(1);
        assertThat(open.script()).contains(ByteBuffer.wrap(new byte[] {1}));
        assertThat(journal.outbox().notices(0, 10)).hasSize(2);
        assertThat(journal.outbox().due("tape", Sample.NOON.plusSeconds(60), 10))
                .hasSize(1);
    }

    @Test
    void aLaterIterationGoesOnFromTheSameBegin() throws Exception {
        write(Sample.accepted("a", 1));
        write(new Entry.TransferBegun("a", 0, "t", 0, Sample.NOON));
        write(new Entry.TransferBegun("a", 0, "t", 1, Sample.NOON.plusSeconds(9)));
        reopen();

        assertThat(recovered(1).getFirst().transfers())
                .containsExactly(new OpenTransfer(0, 1, Sample.NOON, Optional.empty()));
    }

    @Test
    void aClosedOrderIsOpenNoMoreAndItsUnbegunJobsHaveAnOutcome() throws Exception {
        write(Sample.accepted("a", 3));
        write(new Entry.JobFinished("a-2", Sample.success()));
        write(new Entry.OrderClosed("a", Sample.failure()));
        write(Sample.accepted("b", 1));
        reopen();

        assertThat(recovered(1)).extracting(one -> one.order().id()).containsExactly("b");
        assertThat(journal.outbox().notices(0, 10)).extracting(Notice::eventId).containsExactly("a-2", "a-1", "a-3");
        JobRecord rest = journal.archive().matching("a-3", 2).getFirst();
        assertThat(rest.progress().outcome()).contains(Sample.failure());
        assertThat(rest.open()).isFalse();
    }

    @Test
    void aWithdrawnOrderIsGone() throws Exception {
        write(Sample.accepted("a", 2));
        write(new Entry.Withdrawn("a"));
        write(new Entry.Withdrawn("a"));
        reopen();

        assertThat(journal.found()).isEqualTo(new Found(0, 0, 0, 0));
        assertThat(journal.archive().jobs(JobQuery.all(10))).isEmpty();
    }

    @Test
    void entriesOfOneMomentShareCommits() throws Exception {
        CompletableFuture<?>[] written = IntStream.range(0, 2000)
                .mapToObj(number -> journal.write(Sample.accepted("order" + number, 1)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(written).get();

        assertThat(journal.statistics().entries()).isEqualTo(2000);
        assertThat(journal.statistics().commits()).isLessThan(500);
        assertThat(journal.statistics().waiting()).isZero();
    }

    @Test
    void futuresCompleteInTheOrderOfTheEntries() throws Exception {
        LinkedBlockingQueue<Integer> completed = new LinkedBlockingQueue<>();
        CompletableFuture<?>[] written = IntStream.range(0, 500)
                .mapToObj(number ->
                        journal.write(Sample.accepted("order" + number, 1)).thenRun(() -> completed.add(number)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(written).get();

        assertThat(List.copyOf(completed)).isSorted().hasSize(500);
    }

    @Test
    void aWrongEntryFailsAlone() throws Exception {
        CompletableFuture<Void> good = journal.write(Sample.accepted("a", 1));
        CompletableFuture<Void> homeless = journal.write(new Entry.JobsAdded(List.of(Sample.job("nowhere", 1))));
        CompletableFuture<Void> unknown = journal.write(new Entry.JobFinished("nowhere-1", Sample.success()));
        CompletableFuture<Void> alsoGood = journal.write(Sample.accepted("b", 1));

        good.get();
        alsoGood.get();
        assertThatThrownBy(homeless::get).hasCauseInstanceOf(JournalException.class);
        assertThatThrownBy(unknown::get).hasCauseInstanceOf(JournalException.class);
        reopen();
        assertThat(recovered(2)).extracting(one -> one.order().id()).containsExactly("a", "b");
    }

    @Test
    void textWithAZeroInItIsTaken() throws Exception {
        write(Sample.accepted("a", 1));
        write(new Entry.SourceSettled("a-1", "odd \0 reason"));
        reopen();

        assertThat(recovered(1).getFirst().jobs().getFirst().sourceNote()).contains("odd \uFFFD reason");
    }

    @Test
    void nothingIsTakenOnceItIsClosed() throws Exception {
        CompletableFuture<Void> before = journal.write(Sample.accepted("a", 1));
        journal.close();

        assertThat(before).isCompleted();
        assertThatThrownBy(() -> journal.write(Sample.accepted("b", 1)).get())
                .hasCauseInstanceOf(JournalException.class);
    }

    @Test
    void oldClosedOrdersGoUnlessTheirNoticesAreWaiting() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            write(Sample.accepted(id, 1));
        }
        write(new Entry.OrderClosed("a", Sample.success()));
        write(new Entry.OrderClosed("b", Sample.success()));
        Instant later = Sample.NOON.plusSeconds(60);
        for (String sink : List.of("webhook", "tape")) {
            journal.outbox()
                    .delivered(journal.outbox().due(sink, later, 1).getFirst())
                    .get();
        }
        journal.close();
        journal = SqlJournal.open(
                retaining(new Retention(Duration.ofDays(1), 1000)),
                InstantSource.fixed(Sample.NOON.plus(Duration.ofDays(2))));

        await(() -> ids(journal.archive().jobs(JobQuery.all(10))).size() == 2);

        assertThat(ids(journal.archive().jobs(JobQuery.all(10)))).containsExactly("c-1", "b-1");
    }

    @Test
    void onlyTheNewestOrdersAreKept() throws Exception {
        journal.close();
        journal = SqlJournal.open(retaining(new Retention(Duration.ofDays(1), 5)), InstantSource.fixed(Sample.NOON));
        for (int number = 0; number < 40; number++) {
            write(Sample.accepted("order" + number, 1));
            write(new Entry.OrderClosed("order" + number, Sample.success()));
        }
        reopen(retaining(new Retention(Duration.ofDays(1), 5)));

        await(() -> journal.archive().jobs(JobQuery.all(100)).size() <= 5);
    }

    private JournalSettings retaining(Retention retention) {
        JournalSettings usual = settings();
        return new JournalSettings(
                usual.directory(),
                usual.database(),
                usual.node(),
                List.of(),
                usual.batch(),
                usual.queue(),
                usual.reserve(),
                retention);
    }

    @Override
    public final SqlJournal journal() {
        return journal;
    }

    @Override
    public final void write(Entry entry) throws Exception {
        journal.write(entry).get(30, TimeUnit.SECONDS);
    }

    @Override
    public final void reopen() throws JournalException {
        reopen(settings().withSinks(List.of("webhook", "tape")));
    }

    private void reopen(JournalSettings settings) throws JournalException {
        journal.close();
        journal = SqlJournal.open(settings);
    }

    /** What is handed over, which must be this many orders. */
    @Override
    public final List<OpenOrder> recovered(int orders) throws Exception {
        LinkedBlockingQueue<OpenOrder> taken = new LinkedBlockingQueue<>();
        journal.recover(taken::addAll);
        List<OpenOrder> all = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            OpenOrder one = taken.poll(30, TimeUnit.SECONDS);
            assertThat(one).as("order " + i).isNotNull();
            all.add(one);
        }
        write(Sample.accepted("behind-the-recovered", 0));
        assertThat(taken).isEmpty();
        return all;
    }

    interface Condition {
        boolean holds() throws JournalException;
    }

    /** What the thread of the journal does by itself; looked at again whenever it has had time to. */
    static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("still waiting after 30 s").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    static List<String> ids(List<JobRecord> jobs) {
        return jobs.stream().map(one -> one.progress().job().id()).toList();
    }
}
