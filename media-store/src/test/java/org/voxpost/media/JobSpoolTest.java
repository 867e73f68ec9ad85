package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.MediaException.Reason;

@Timeout(60)
class JobSpoolTest {

    private static final FetchTerms TERMS = FetchTerms.configured();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    private final FailingDisk disk = new FailingDisk();

    @SuppressWarnings("NullAway.Init") // set before each test
    private MediaStore store;

    @BeforeEach
    void open() throws Exception {
        Path media = Files.createDirectories(directory.resolve("media"));
        store = SchemeMediaStore.open(
                MediaConfiguration.reading(media, spool())
                        .withWritable(media)
                        .withHttp(HttpSettings.allowing(AllowedTarget.parse("127.0.0.1:*"))),
                SystemDefaultDnsResolver.INSTANCE,
                disk);
    }

    private Path spool() {
        return directory.resolve("spool");
    }

    private void restart() throws Exception {
        store.close();
        open();
    }

    @AfterEach
    void nothingUnfinishedIsLeft() throws Exception {
        assertThat(store.inventory().idle()).isTrue();
        store.close();
        assertThat(spoolFiles()).allMatch(name -> name.endsWith(".job"));
    }

    private List<String> spoolFiles() throws Exception {
        try (Stream<Path> all = Files.list(spool())) {
            return all.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals(DirectoryLock.FILE))
                    .toList();
        }
    }

    private Fetched put(String id, byte[] content) throws Exception {
        try (JobFile file = store.jobs().create(id, MediaUri.parse("http://media.example.net/a b.amr"), "audio/amr")) {
            for (int at = 0; at < content.length; at += 1000) {
                file.write(ByteBuffer.wrap(content, at, Math.min(1000, content.length - at)));
            }
            return file.complete();
        }
    }

    private static byte[] noise(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static byte[] bytes(Fetched fetched) throws Exception {
        return fetched.stream().readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3000, 200_001})
    void whatIsCompleteIsThereAfterARestart(int length) throws Exception {
        byte[] content = noise(length);
        ContentHash hash;
        try (Fetched whole = put("4f21-job.1", content)) {
            assertThat(bytes(whole)).isEqualTo(content);
            hash = whole.hash(HashAlgorithm.SHA_256);
        }
        restart();
        try (Fetched again = store.jobs().open("4f21-job.1")) {
            assertThat(bytes(again)).isEqualTo(content);
            assertThat(again.length()).isEqualTo(length);
            assertThat(again.hash(HashAlgorithm.SHA_256)).isEqualTo(hash);
            assertThat(again.contentType()).contains("audio/amr");
            assertThat(again.uri().text()).isEqualTo("http://media.example.net/a b.amr");
            assertThat(again.version()).isEqualTo("spool 4f21-job.1");
        }
        assertThat(store.jobs().list()).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo("4f21-job.1");
            assertThat(entry.bytes()).isBetween((long) length, length + 1000L);
            assertThat(entry.age()).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        });
    }

    @Test
    void whatIsNotCompleteIsNotThere() throws Exception {
        try (JobFile file = store.jobs().create("half", MediaUri.parse("http://a/"), null)) {
            file.write(ByteBuffer.wrap(noise(10)));
            assertThat(store.jobs().list()).isEmpty();
            Failing.with(Reason.NOT_FOUND, () -> store.jobs().open("half"));
        }
        assertThat(spoolFiles()).isEmpty();
    }

    @Test
    void aKilledProcessLeavesNothingUnfinished() throws Exception {
        put("whole", noise(10)).close();
        store.close();
        Files.write(spool().resolve("5d0f.part"), noise(10));
        Files.write(spool().resolve("5d0f.media"), noise(10));
        Files.write(spool().resolve("zeros.note"), new byte[40]);
        Files.write(spool().resolve("cut.note"), new byte[] {'/', (byte) 0xc3});
        open();
        assertThat(spoolFiles()).containsExactly("whole.job");
    }

    @Test
    void everySingleFlippedBitIsFoundBeforeTheFileIsSent() throws Exception {
        put("job", noise(100)).close();
        Path file = spool().resolve("job.job");
        long size = Files.size(file);
        for (long bit = 0; bit < size * 8; bit += 3) {
            flip(file, bit);
            Failing.with(Reason.CORRUPT, () -> store.jobs().open("job"));
            flip(file, bit);
        }
        store.jobs().open("job").close();
    }

    @Test
    void aFileThatLostItsEndIsFound() throws Exception {
        put("job", noise(100)).close();
        Path file = spool().resolve("job.job");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Failing.with(Reason.CORRUPT, () -> store.jobs().open("job"));
        }
        Files.write(file, whole);
    }

    private static void flip(Path path, long bit) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(bit / 8);
            int old = file.read();
            file.seek(bit / 8);
            file.write(old ^ 1 << bit % 8);
        }
    }

    @Test
    void onlyWhatAnEarlierRunLeftIsSubjectToRetention() throws Exception {
        put("owned", noise(1)).close();
        put("orphan", noise(2)).close();
        put("again", noise(3)).close();
        restart();
        assertThat(store.jobs().list()).hasSize(3);
        put("again", noise(4)).close();
        put("new", noise(5)).close();
        assertThat(store.jobs().retain(Set.of("owned"))).isEqualTo(1);
        assertThat(store.jobs().list()).extracting(SpoolEntry::id).containsExactlyInAnyOrder("owned", "again", "new");
        assertThat(store.jobs().retain(Set.of())).isEqualTo(1);
        assertThat(store.jobs().list()).extracting(SpoolEntry::id).containsExactlyInAnyOrder("again", "new");
    }

    @Test
    void removalSparesWhoHasItOpen() throws Exception {
        try (Fetched open = put("job", "content".getBytes(UTF_8))) {
            store.jobs().remove("job");
            store.jobs().remove("job");
            assertThat(store.jobs().list()).isEmpty();
            assertThat(BackendContract.text(open)).isEqualTo("content");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../a", "a/b", ".hidden", "a\u0000", "a b", "ä"})
    void idsAreNoPaths(String id) throws Exception {
        MediaUri source = MediaUri.parse("http://a/");
        assertThatIllegalArgumentException().isThrownBy(() -> store.jobs().create(id, source, null));
        assertThatIllegalArgumentException().isThrownBy(() -> store.jobs().open(id));
        assertThatIllegalArgumentException().isThrownBy(() -> store.jobs().remove(id));
    }

    @Test
    void everyStepThatFailsLeavesNothingButWhatWasThere() throws Exception {
        put("other", noise(5)).close();
        disk.failAt(-1, "");
        put("job", noise(3000)).close();
        List<String> steps = List.copyOf(disk.steps);
        assertThat(steps)
                .containsExactly("create", "write", "write", "write", "write", "force", "rename", "force directory");
        store.jobs().remove("job");
        for (String words : List.of(FailingDisk.FULL, FailingDisk.BROKEN)) {
            for (int step = 0; step < steps.size(); step++) {
                disk.failAt(step, words);
                MediaException failure = failure(() -> put("job", noise(3000)));
                assertThat(failure.reason())
                        .as(words + " at " + steps.get(step))
                        .isEqualTo(words.equals(FailingDisk.FULL) ? Reason.NO_SPACE : Reason.IO);
                assertThat(failure.temporary()).isTrue();
                assertThat(spoolFiles()).as(steps.get(step)).containsExactly("other.job");
            }
        }
        disk.failAt(-1, "");
    }

    private static MediaException failure(ThrowingCallable call) {
        return catchThrowableOfType(MediaException.class, call);
    }

    @Test
    void filesOfTheSpoolAreForTheirOwnerAlone() throws Exception {
        put("job", noise(1)).close();
        assertThat(Files.getPosixFilePermissions(spool().resolve("job.job")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(spool())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theReserveIsLeftAlone() throws Exception {
        disk.usable((64L << 20) - 1);
        Failing.with(Reason.NO_SPACE, () -> put("job", noise(1)));
        assertThat(spoolFiles()).isEmpty();
    }

    @Test
    void aPullUnderAnIdIsNotRepeatedAfterARestart() throws Exception {
        String answer = String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Connection: close",
                "ETag: \"7\"",
                "Content-Type: audio/AMR",
                "Content-Length: 2",
                "",
                "ok");
        try (RawServer server = RawServer.answering(answer)) {
            MediaUri source = server.uri("/a");
            store.fetch(source, TERMS, "job").close();
            restart();
            try (Fetched again = store.fetch(source, TERMS, "job")) {
                assertThat(BackendContract.text(again)).isEqualTo("ok");
                assertThat(again.version()).isEqualTo("etag \"7\"");
                assertThat(again.contentType()).contains("audio/AMR");
            }
            assertThat(server.requests).hasSize(1);
            flip(spool().resolve("job.job"), 3);
            try (Fetched anew = store.fetch(source, TERMS, "job")) {
                assertThat(BackendContract.text(anew)).isEqualTo("ok");
            }
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void everyStepOfAPullThatFailsLeavesNothing() throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")) {
            for (String id : List.of("job", "")) {
                disk.failAt(-1, "");
                pull(server.uri("/a"), id).close();
                store.jobs().remove("job");
                int steps = disk.steps.size();
                assertThat(steps).isEqualTo(id.isEmpty() ? 3 : 6);
                for (int step = 0; step < steps; step++) {
                    disk.failAt(step, FailingDisk.FULL);
                    Failing.with(Reason.NO_SPACE, () -> pull(server.uri("/a"), id));
                    assertThat(spoolFiles()).isEmpty();
                }
            }
        }
        disk.failAt(-1, "");
    }

    private Fetched pull(MediaUri source, String id) throws MediaException {
        return id.isEmpty() ? store.fetch(source, TERMS) : store.fetch(source, TERMS, id);
    }

    @Test
    void everyStepOfAWriteThatFailsLeavesTheOldContent() throws Exception {
        Path media = directory.resolve("media");
        MediaUri destination = MediaUri.parse("file://kept");
        for (WriteMode mode : List.of(WriteMode.REPLACE, WriteMode.APPEND)) {
            Files.writeString(media.resolve("kept"), "old");
            disk.failAt(-1, "");
            write("new", destination, mode);
            int steps = disk.steps.size();
            assertThat(steps).isGreaterThanOrEqualTo(6);
            Files.writeString(media.resolve("kept"), "old");
            for (int step = 0; step < steps; step++) {
                disk.failAt(step, FailingDisk.FULL);
                Failing.with(Reason.NO_SPACE, () -> write("new", destination, mode));
                assertThat(media.resolve("kept")).hasContent("old");
                assertThat(media).isDirectoryContaining(file -> file.endsWith("kept"));
                assertThat(media.toFile().list()).containsExactly("kept");
            }
        }
        disk.failAt(-1, "");
    }

    private void write(String content, MediaUri destination, WriteMode mode) throws MediaException {
        store.write(new ByteArrayInputStream(content.getBytes(UTF_8)), destination, mode);
    }
}
