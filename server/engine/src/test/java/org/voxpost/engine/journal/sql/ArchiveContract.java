package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.JobQuery;
import org.voxpost.engine.journal.JobRecord;
import org.voxpost.engine.journal.JobState;

/** What is found of jobs and orders, in every store. */
interface ArchiveContract extends OpenedJournal {

    @Test
    default void jobsAreFoundByIdPrefixAndWhatTheyBelongTo() throws Exception {
        write(Sample.accepted("aa1", 2));
        write(Sample.accepted("ab2", 1));
        write(new Entry.SourceReady("ab2-1", 77, "ab", "v"));
        write(new Entry.JobFinished("ab2-1", Sample.success()));

        assertThat(JournalContract.ids(journal().archive().matching("aa1-1", 2)))
                .containsExactly("aa1-1");
        assertThat(JournalContract.ids(journal().archive().matching("ab", 2))).containsExactly("ab2-1");
        assertThat(JournalContract.ids(journal().archive().matching("a", 2))).containsExactly("aa1-1", "aa1-2");
        assertThat(journal().archive().matching("b", 2)).isEmpty();
        JobQuery all = JobQuery.all(10);
        assertThat(JournalContract.ids(journal().archive().jobs(all))).containsExactly("ab2-1", "aa1-2", "aa1-1");
        assertThat(JournalContract.ids(journal().archive().jobs(all.in(Set.of(JobState.FINISHED)))))
                .containsExactly("ab2-1");
        assertThat(JournalContract.ids(journal().archive().jobs(all.withKey("key-aa1"))))
                .containsExactly("aa1-2", "aa1-1");
        JobRecord finished = journal().archive().matching("ab2-1", 1).getFirst();
        assertThat(finished.size()).isEqualTo(77);
        assertThat(finished.key()).contains("key-ab2");
        assertThat(finished.acceptedAt()).isEqualTo(Sample.NOON);
        assertThat(finished.open()).isTrue();
    }

    @Test
    default void anOrderIsFoundWhetherItIsOpenOrClosed() throws Exception {
        write(Sample.accepted("a", 1));
        assertThat(journal().archive().order("a").orElseThrow().order()).isEqualTo(Sample.order("a"));
        write(new Entry.OrderClosed("a", Sample.failure()));
        assertThat(journal().archive().order("a").orElseThrow().order().document())
                .isEqualTo(Sample.order("a").document());
        assertThat(journal().archive().order("b")).isEmpty();
        assertThat(journal().archive().matching("a-1", 1).getFirst().retryOf()).contains("olda-3");
    }

    @Test
    default void aCallIsKnownUntilItEndsOrItsOrderIsClosed() throws Exception {
        write(Sample.accepted("a", 1));
        write(Sample.accepted("b", 1));
        write(Sample.accepted("c", 1));
        write(new Entry.CallEnded("a"));
        write(new Entry.OrderClosed("b", Sample.failure()));

        assertThat(journal().archive().order("a").orElseThrow().order().call()).isEmpty();
        assertThat(journal().archive().order("b").orElseThrow().order().call()).isEmpty();
        assertThat(journal().archive().order("c").orElseThrow().order().call())
                .isEqualTo(Sample.order("c").call());
    }

    @Test
    default void pagesOfJobsFollowEachOther() throws Exception {
        write(Sample.accepted("a", 5));

        List<JobRecord> first = journal().archive().jobs(JobQuery.all(3));
        List<JobRecord> second =
                journal().archive().jobs(JobQuery.all(3).before(first.getLast().sequence()));

        assertThat(JournalContract.ids(first)).containsExactly("a-5", "a-4", "a-3");
        assertThat(JournalContract.ids(second)).containsExactly("a-2", "a-1");
    }
}
