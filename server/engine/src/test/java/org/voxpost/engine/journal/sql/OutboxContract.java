package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.journal.Delivery;
import org.voxpost.engine.journal.DeliveryState;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.Notice;

/** Notices, and what is left to tell to each sink, in every store. */
interface OutboxContract extends OpenedJournal {

    @Test
    default void noticesAreNumberedWithoutAGap() throws Exception {
        write(Sample.accepted("a", 2));
        write(new Entry.JobFinished("a-1", Sample.success()));
        write(new Entry.JobFinished("nowhere-1", Sample.success()), JournalException.class);
        write(new Entry.JobFinished("a-2", Sample.failure()));
        reopen();
        write(new Entry.TransferFinished("a", 0, Sample.success()));

        List<Notice> notices = journal().outbox().notices(0, 10);

        assertThat(notices).extracting(Notice::sequence).containsExactly(1L, 2L, 3L);
        assertThat(notices.get(1).job()).contains(Sample.job("a", 2));
        assertThat(notices.get(1).outcome()).isEqualTo(Sample.failure());
        assertThat(notices.get(2).job()).isEmpty();
        assertThat(notices.get(2).outcome()).isEqualTo(Sample.success());
        assertThat(journal().outbox().notices(1, 1))
                .extracting(Notice::sequence)
                .containsExactly(2L);
    }

    @Test
    default void listenersHearOfNotices() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        journal().outbox().onNotices(heard::countDown);
        write(Sample.accepted("a", 1));
        write(new Entry.JobFinished("a-1", Sample.success()));

        assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    default void eachSinkGetsEachNoticeInTheOrderOfTheOrder() throws Exception {
        write(Sample.accepted("a", 2));
        write(Sample.accepted("b", 1));
        write(new Entry.JobFinished("a-1", Sample.success()));
        write(new Entry.JobFinished("a-2", Sample.success()));
        write(new Entry.JobFinished("b-1", Sample.success()));
        Instant later = Sample.NOON.plusSeconds(60);

        List<Delivery> due = journal().outbox().due("webhook", later, 10);

        assertThat(due).extracting(one -> one.notice().eventId()).containsExactly("a-1", "b-1");
        journal().outbox().delivered(due.getFirst()).get();
        assertThat(journal().outbox().due("webhook", later, 10))
                .extracting(one -> one.notice().eventId())
                .containsExactly("a-2", "b-1");
        assertThat(journal().outbox().due("tape", later, 10))
                .extracting(one -> one.notice().eventId())
                .containsExactly("a-1", "b-1");
    }

    @Test
    default void aFailedDeliveryIsDueAgainLater() throws Exception {
        write(Sample.accepted("a", 2));
        write(new Entry.JobFinished("a-1", Sample.success()));
        write(new Entry.JobFinished("a-2", Sample.success()));
        Instant next = Sample.NOON.plusSeconds(600);

        Delivery first =
                journal().outbox().due("tape", Sample.NOON.plusSeconds(5), 10).getFirst();
        journal().outbox().failed(first, next, "503").get();

        assertThat(journal().outbox().due("tape", next.minusMillis(1), 10)).isEmpty();
        assertThat(journal().outbox().nextDue("tape")).contains(next);
        Delivery again = journal().outbox().due("tape", next, 10).getFirst();
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.lastError()).isEqualTo("503");
        assertThat(again.notice()).isEqualTo(first.notice());
    }

    @Test
    default void aBuriedDeliveryStaysVisibleAndCanBeTriedAgain() throws Exception {
        write(Sample.accepted("a", 2));
        write(new Entry.JobFinished("a-1", Sample.success()));
        write(new Entry.JobFinished("a-2", Sample.success()));
        Instant later = Sample.NOON.plusSeconds(60);
        journal()
                .outbox()
                .buried(journal().outbox().due("tape", later, 1).getFirst(), "gone")
                .get();

        assertThat(journal().outbox().due("tape", later, 10))
                .extracting(one -> one.notice().eventId())
                .containsExactly("a-2");
        Delivery dead = journal().outbox().dead("tape", 0, 10).getFirst();
        assertThat(dead.state()).isEqualTo(DeliveryState.DEAD);
        journal().outbox().requeued(dead, later).get();
        assertThat(journal().outbox().due("tape", later, 10))
                .extracting(one -> one.notice().eventId())
                .containsExactly("a-1");
        assertThat(journal().outbox().dead("tape", 0, 10)).isEmpty();
    }
}
