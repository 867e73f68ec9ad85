package org.voxpost.app.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.event.TransferEvent;

class RecordsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.250Z");

    @TempDir
    private Path directory;

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Path file = directory.resolve("var/transfers.jsonl");
        write(file, finished("job-1", 200, "said \"hi\"\r\nand left\u001b"));

        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(Records.last(file, 10))
                .containsExactly(new TransferRecord(
                        "job-1",
                        "conn:t/dialog:d",
                        "call@1",
                        "obj",
                        "file://a b.amr",
                        "xmsrp://?x",
                        "transfer.complete",
                        30_000,
                        200,
                        "said \"hi\"\r\nand left\u001b",
                        2,
                        NOON.minusMillis(1500),
                        NOON));
    }

    @Test
    void aSecondRunAppends() throws Exception {
        Path file = directory.resolve("t.jsonl");
        write(file, finished("a", 200, ""));
        write(file, finished("b", 486, "busy"));

        assertThat(Records.last(file, 10)).extracting(TransferRecord::id).containsExactly("a", "b");
    }

    @Test
    void aLineThatACrashCutOffLosesNoOther() throws Exception {
        Path file = directory.resolve("t.jsonl");
        write(file, finished("a", 200, ""));
        Files.writeString(file, "{\"id\":\"half", StandardOpenOption.APPEND);
        write(file, finished("b", 200, ""));

        assertThat(Records.last(file, 10)).extracting(TransferRecord::id).containsExactly("a", "b");
    }

    @Test
    void onlyTheLastAreListed() throws Exception {
        Path file = directory.resolve("t.jsonl");
        write(file, finished("a", 200, ""), finished("b", 200, ""), finished("c", 200, ""));

        assertThat(Records.last(file, 2)).extracting(TransferRecord::id).containsExactly("b", "c");
    }

    @Test
    void aRecordIsFoundByTheBeginningOfItsIdItsDialogOrItsCall() throws Exception {
        Path file = directory.resolve("t.jsonl");
        write(file, finished("abc-1", 200, ""), finished("abd-2", 200, ""));

        assertThat(Records.of(file, "abc")).extracting(TransferRecord::id).containsExactly("abc-1");
        assertThat(Records.of(file, "conn:t/dialog:d")).hasSize(2);
        assertThat(Records.of(file, "call@1")).hasSize(2);
        assertThat(Records.of(file, "xyz")).isEmpty();
    }

    @Test
    void aFileThatIsNotThereHoldsNothing() throws Exception {
        assertThat(Records.last(directory.resolve("none"), 10)).isEmpty();
    }

    @Test
    void unknownKeysAreTakenAndForeignLinesPassedOver() throws Exception {
        Path file = directory.resolve("t.jsonl");
        Files.write(
                file,
                List.of(
                        "[]",
                        "nothing",
                        "{\"id\":\"x\",\"future\":{\"a\":[1]},\"startedAt\":\"2026-11-20T12:00:00Z\",\"finishedAt\":\"2026-11-20T12:00:01Z\"}",
                        "{\"id\":\"no instant\"}"));

        assertThat(Records.last(file, 10)).extracting(TransferRecord::id).containsExactly("x");
    }

    @Test
    void aFullFileIsPutAsideAndStillRead() throws Exception {
        Path file = directory.resolve("t.jsonl");
        write(file, finished("a", 200, ""));
        RecordTerms two = new RecordTerms(2 * Files.size(file), 2);
        write(
                file,
                two,
                finished("b", 200, ""),
                finished("c", 200, ""),
                finished("d", 200, ""),
                finished("e", 200, ""));

        assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"e\"");
        assertThat(Files.readAllLines(directory.resolve("t.jsonl.1"))).hasSize(2);
        assertThat(Files.readAllLines(directory.resolve("t.jsonl.2"))).hasSize(2);
        assertThat(Records.last(file, 4)).extracting(TransferRecord::id).containsExactly("b", "c", "d", "e");
        assertThat(Records.of(file, "a")).hasSize(1);

        write(file, two, finished("f", 200, ""), finished("g", 200, ""));

        assertThat(Records.last(file, 10)).extracting(TransferRecord::id).containsExactly("c", "d", "e", "f", "g");
        assertThat(directory.resolve("t.jsonl.3")).doesNotExist();
    }

    @Test
    void filesPutAsideAreReadAcrossTheGapThatACrashLeft() throws Exception {
        Path file = directory.resolve("t.jsonl");
        write(directory.resolve("t.jsonl.10"), finished("a", 200, ""));
        write(directory.resolve("t.jsonl.2"), finished("b", 200, ""));
        write(directory.resolve("t.jsonl.old"), finished("x", 200, ""));

        assertThat(Records.last(file, 10)).extracting(TransferRecord::id).containsExactly("a", "b");
    }

    @Test
    void withoutASizeTheFileGrowsAndWithoutAnyKeptItStartsAnew() throws Exception {
        Path growing = directory.resolve("growing");
        write(growing, new RecordTerms(0, 2), finished("a", 200, ""), finished("b", 200, ""));
        Path small = directory.resolve("small");
        write(small, new RecordTerms(1, 0), finished("a", 200, ""), finished("b", 200, ""));

        assertThat(Files.readAllLines(growing)).hasSize(2);
        assertThat(Records.last(small, 10)).extracting(TransferRecord::id).containsExactly("b");
    }

    private static void write(Path file, TransferEvent... events) throws Exception {
        write(file, new RecordTerms(0, 0), events);
    }

    private static void write(Path file, RecordTerms terms, TransferEvent... events) throws Exception {
        try (RecordWriter writer = RecordWriter.open(file, terms)) {
            for (TransferEvent event : events) {
                writer.accept(event);
            }
        }
    }

    private static TransferEvent.ObjectFinished finished(String job, int status, String reason) {
        return new TransferEvent.ObjectFinished(
                "conn:t/dialog:d",
                "call@1",
                job,
                "obj",
                "file://a b.amr",
                "xmsrp://?x",
                "transfer.complete",
                30_000,
                status,
                reason,
                2,
                Duration.ofMillis(1500),
                NOON);
    }
}
