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

    private static void write(Path file, TransferEvent... events) throws Exception {
        try (RecordWriter writer = RecordWriter.open(file)) {
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
