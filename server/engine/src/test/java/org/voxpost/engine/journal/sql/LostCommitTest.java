package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.capture.store.AuditEntry;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.journal.JournalException;

/** Commits that went through and of which nobody heard: they are made again, and nothing is there twice. */
class LostCommitTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path directory;

    private FaultyStore store;
    private GroupCommit commits;
    private SqlCaptures captures;

    @BeforeEach
    void open() throws JournalException {
        store = new FaultyStore(SqliteStore.open(directory, 0));
        commits = new GroupCommit(store, sql -> {}, 16, 100);
        captures = new SqlCaptures(commits, new Readers(store), "local", 0);
        store.lostAnswers.set(1);
    }

    @AfterEach
    void close() {
        commits.close();
        store.close();
    }

    @Test
    void aFactOfNoSessionIsThereOnce() throws Exception {
        Fact malformed = Fact.of(FactKind.MALFORMED, NOON, "no Via");
        captures.add(malformed).get(10, TimeUnit.SECONDS);
        assertThat(commits.statistics().retries()).isEqualTo(1);
        assertThat(captures.events(0, 9)).hasSize(1);

        captures.add(malformed).get(10, TimeUnit.SECONDS);
        assertThat(captures.events(0, 9)).hasSize(2);
    }

    @Test
    void anEntryOfTheAuditRecordIsThereOnce() throws Exception {
        AuditEntry entry = new AuditEntry(0, NOON, "agent-7", "192.0.2.1", "read the transcript", "a");
        captures.audit(entry).get(10, TimeUnit.SECONDS);
        assertThat(commits.statistics().retries()).isEqualTo(1);
        assertThat(captures.audits(0, 9)).hasSize(1);

        captures.audit(entry).get(10, TimeUnit.SECONDS);
        assertThat(captures.audits(0, 9)).hasSize(2);
    }

    @Test
    void aSessionAndItsFactsAreThereOnce() throws Exception {
        captures.open(CaptureContract.session("a"), List.of(CaptureContract.started("a")), Duration.ofHours(1))
                .get(10, TimeUnit.SECONDS);
        assertThat(commits.statistics().retries()).isEqualTo(1);
        assertThat(captures.events(0, 9)).hasSize(1);
    }
}
