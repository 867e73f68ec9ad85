package org.voxpost.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.capture.store.CaptureStore;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.engine.capture.store.FactKind;
import org.voxpost.engine.capture.store.Origin;
import org.voxpost.engine.capture.store.SessionRecord;
import org.voxpost.engine.capture.store.Side;
import org.voxpost.engine.journal.JournalException;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.journal.sql.SqlJournal;

/** What a transcript makes of a session that is long, or during which the clock was put back. */
class TranscriberTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path directory;

    private SqlJournal journal;
    private CaptureStore store;
    private int number;

    @BeforeEach
    void open() throws Exception {
        journal = SqlJournal.open(JournalSettings.embedded(directory));
        store = journal.captures().orElseThrow();
        SessionRecord session = new SessionRecord(
                "a", Origin.DIRECT, false, "urn:a", "", "", "sip:a", "sip:b", "", "", NOON, Optional.empty(), "");
        store.open(session, List.of(), Duration.ofHours(1)).get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void wordsStandInTheOrderInWhichTheyCameWhateverTheClockSaid() throws Exception {
        said("he has a gun", NOON);
        said("he is gone", NOON.minusSeconds(3600));
        said("hurry", NOON.plusSeconds(7200));
        end();

        Transcript transcript = transcript();
        assertThat(transcript.lines())
                .extracting(Transcript.Line::text)
                .startsWith("he has a gun", "he is gone", "hurry");
        assertThat(transcript.complete()).isTrue();
    }

    @Test
    void aTranscriptThatIsTooLongIsCutAndSaysWhereItGoesOn() throws Exception {
        for (int megabyte = 0; megabyte < 6; megabyte++) {
            said("x".repeat(1 << 20), NOON);
        }
        end();

        Transcript transcript = transcript();
        assertThat(transcript.complete()).isFalse();
        assertThat(transcript.next()).isEqualTo(4);
        assertThat(transcript.lines()).hasSize(4);
        assertThat(store.eventsOf("a", 4, 1000))
                .extracting(event -> event.fact().kind())
                .contains(FactKind.MESSAGE);
        assertThat(TranscriptPage.of(transcript))
                .contains("This is not all: it goes on behind event 4.")
                .doesNotContain("still open");
    }

    @Test
    void oneThatFitsToTheLastLineIsNotCut() throws Exception {
        for (int megabyte = 0; megabyte < 4; megabyte++) {
            said("x".repeat((1 << 20) - 1), NOON);
        }
        end();

        assertThat(transcript().next()).isNull();
        assertThat(transcript().complete()).isTrue();
    }

    private Transcript transcript() throws JournalException {
        return Transcriber.of(store, store.session("a").orElseThrow());
    }

    private void said(String text, Instant at) throws Exception {
        number++;
        store.add(Fact.of(FactKind.MESSAGE, at, "")
                        .message(Side.CALLER, "m" + number, "sip:a")
                        .content("text/plain", text.getBytes(StandardCharsets.UTF_8))
                        .in("a", number))
                .get(10, TimeUnit.SECONDS);
    }

    private void end() throws Exception {
        store.close(Fact.of(FactKind.CALL_ENDED, NOON, "over").in("a", number + 1))
                .get(10, TimeUnit.SECONDS);
    }
}
