package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.media.MediaException.Reason;

class LocalFilesTest {

    private static final FetchTerms TERMS = FetchTerms.configured();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path media;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path out;

    @SuppressWarnings("NullAway.Init") // set before each test
    private MediaStore store;

    @BeforeEach
    void open() throws Exception {
        media = Files.createDirectory(directory.resolve("media"));
        out = Files.createDirectory(directory.resolve("out"));
        Files.writeString(directory.resolve("secret"), "secret");
        store = MediaStore.open(configuration());
    }

    private MediaConfiguration configuration() {
        return MediaConfiguration.reading(media, directory.resolve("spool"))
                .withWritable(out)
                .withDeletable(media, out)
                .withLimits(0, 1000);
    }

    @AfterEach
    void nothingTemporaryIsLeft() throws Exception {
        assertThat(store.inventory().idle()).isTrue();
        store.close();
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void blanksAndEncodedBlanksFindTheSameFile() throws Exception {
        Files.writeString(media.resolve("RECORD VMD4 1.amr"), "x");
        for (String form : List.of("RECORD VMD4 1.amr", "RECORD%20VMD4%201.amr")) {
            store.fetch(MediaUri.parse("file://" + media + "/" + form), TERMS).close();
            store.fetch(MediaUri.parse("file://" + form), TERMS).close();
        }
    }

    @Test
    void theDecodedNameWinsAndTheWrittenOneIsTriedNext() throws Exception {
        Files.writeString(media.resolve("a%20b"), "written");
        MediaUri uri = MediaUri.parse("file://a%20b");
        assertThat(read(uri)).isEqualTo("written");
        Files.writeString(media.resolve("a b"), "decoded");
        assertThat(read(uri)).isEqualTo("decoded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://../secret",
                "file://..%2fsecret",
                "file://..%2Fsecret",
                "file://./x/../../secret",
                "file://../media/../secret",
                "file://../absent",
                "file:///etc/passwd",
                "file:///absent/of/course",
                "file:///proc/self/environ",
                "file:///etc/../etc/passwd",
                "../secret",
                "file://link",
                "file://linked/secret",
                "file://link%2f",
                "file://dangling"
            })
    void nothingOutsideTheRootsIsReached(String text) throws Exception {
        Files.createSymbolicLink(media.resolve("link"), directory.resolve("secret"));
        Files.createSymbolicLink(media.resolve("linked"), directory);
        Files.createSymbolicLink(media.resolve("dangling"), media.resolve("../absent"));
        Files.createDirectory(media.resolve("x"));
        MediaUri uri = MediaUri.parse(text);
        Reason reason = text.endsWith("dangling") ? Reason.NOT_FOUND : Reason.FORBIDDEN;
        assertThat(Failing.with(reason, () -> store.fetch(uri, TERMS)).getMessage())
                .doesNotContain(directory.toString());
        assertThat(directory.resolve("secret")).exists();
    }

    @Test
    void aLinkBetweenRootsIsFollowed() throws Exception {
        Files.writeString(media.resolve("real"), "x");
        Files.createSymbolicLink(media.resolve("alias"), media.resolve("real"));
        assertThat(read(MediaUri.parse("file://alias"))).isEqualTo("x");
    }

    @Test
    void aDirectoryThatTurnsIntoALinkAfterTheCheckLeadsNowhere() throws Exception {
        Path real = media.toRealPath();
        Files.createSymbolicLink(real.resolve("swapped"), directory);
        Files.createSymbolicLink(real.resolve("last"), directory.resolve("secret"));
        assertThatIOException().isThrownBy(() -> Place.of(real, real.resolve("swapped/secret")));
        try (Place place = Place.of(real, real.resolve("last"))) {
            assertThatIOException().isThrownBy(place::openForReading);
            assertThat(place.attributes().isSymbolicLink()).isTrue();
        }
    }

    @Test
    void aRootThatIsALinkCountsByItsTarget() throws Exception {
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), media);
        Files.writeString(media.resolve("a"), "x");
        MediaConfiguration linked = MediaConfiguration.reading(alias, directory.resolve("spool2"));
        try (MediaStore other = MediaStore.open(linked);
                Fetched fetched = other.fetch(MediaUri.parse("file://" + alias + "/a"), TERMS)) {
            assertThat(fetched.length()).isEqualTo(1);
            MediaUri missing = MediaUri.parse("file://" + alias + "/b");
            Failing.with(Reason.NOT_FOUND, () -> other.fetch(missing, TERMS));
        }
    }

    @Test
    void aDirectoryAndADeviceAreNotRead() throws Exception {
        Files.createDirectory(media.resolve("folder"));
        Failing.with(Reason.UNREADABLE, () -> store.fetch(MediaUri.parse("file://folder"), TERMS));
        Failing.with(Reason.NOT_DELETABLE, () -> store.delete(MediaUri.parse("file://folder")));
        Failing.with(Reason.FORBIDDEN, () -> store.fetch(MediaUri.parse("file://."), TERMS));
        assertThat(media.resolve("folder")).exists();
    }

    @Test
    void anOverlongNameIsNotFound() throws Exception {
        MediaUri uri = MediaUri.parse("file://" + "a".repeat(400));
        Failing.with(Reason.NOT_FOUND, () -> store.fetch(uri, TERMS));
    }

    @Test
    void aFileThatIsWrittenToMeanwhileIsNoticed() throws Exception {
        Path file = Files.writeString(media.resolve("a"), "12345");
        try (Fetched fetched = store.fetch(MediaUri.parse("file://a"), TERMS)) {
            Files.writeString(file, "54321", StandardOpenOption.WRITE);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            Failing.with(Reason.CHANGED, fetched::checkUnchanged);
            Failing.with(Reason.CHANGED, () -> store.delete(fetched.uri(), fetched.version()));
        }
        assertThat(file).exists();
    }

    @Test
    void aFileThatIsCutMeanwhileIsNoticedByTheRead() throws Exception {
        Path file = Files.writeString(media.resolve("a"), "12345");
        try (Fetched fetched = store.fetch(MediaUri.parse("file://a"), TERMS)) {
            Files.writeString(file, "1", StandardOpenOption.TRUNCATE_EXISTING);
            Failing.with(Reason.CHANGED, () -> fetched.read(ByteBuffer.allocate(5), 0));
        }
    }

    @Test
    void aFileReplacedByAnotherIsStillWholeForItsReader() throws Exception {
        Path file = Files.writeString(media.resolve("a"), "12345");
        try (Fetched fetched = store.fetch(MediaUri.parse("file://a"), TERMS)) {
            Files.delete(file);
            fetched.checkUnchanged();
            Files.writeString(file, "another");
            assertThat(BackendContract.text(fetched)).isEqualTo("12345");
        }
    }

    @Test
    void createReplaceAndAppendDoWhatTheySay() throws Exception {
        MediaUri uri = MediaUri.parse("file://" + out + "/mail");
        assertThat(write("one", uri, WriteMode.CREATE)).isEqualTo(3);
        Failing.with(Reason.EXISTS, () -> write("two", uri, WriteMode.CREATE));
        assertThat(out.resolve("mail")).hasContent("one");
        assertThat(write("three", uri, WriteMode.APPEND)).isEqualTo(5);
        assertThat(out.resolve("mail")).hasContent("onethree");
        assertThat(write("four", uri, WriteMode.REPLACE)).isEqualTo(4);
        assertThat(out.resolve("mail")).hasContent("four");
        MediaUri fresh = MediaUri.parse("file://" + out + "/fresh");
        write("new", fresh, WriteMode.APPEND);
        assertThat(out.resolve("fresh")).hasContent("new");
    }

    @Test
    void aFailingSourceLeavesTheDestinationAsItWas() throws Exception {
        MediaUri uri = MediaUri.parse("file://" + out + "/mail");
        write("old", uri, WriteMode.CREATE);
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream(new byte[10]),
                new BrokenInputStream(() -> new IOException("No space left on device")));
        Failing.with(Reason.NO_SPACE, () -> store.write(broken, uri, WriteMode.REPLACE));
        Failing.with(Reason.TOO_LARGE, () -> write("x".repeat(998), uri, WriteMode.APPEND));
        assertThat(out.resolve("mail")).hasContent("old");
        assertThat(out.toFile().list()).containsExactly("mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "linked/escaped", "sub/../../escaped", "..%2fescaped"})
    void nothingOutsideTheWritableRootsIsWritten(String name) throws Exception {
        Files.createSymbolicLink(out.resolve("linked"), directory);
        Files.createDirectory(out.resolve("sub"));
        MediaUri uri = MediaUri.parse("file://" + out + "/" + name);
        Failing.with(Reason.FORBIDDEN, () -> write("x", uri, WriteMode.REPLACE));
        MediaUri readOnly = MediaUri.parse("file://a");
        Failing.with(Reason.FORBIDDEN, () -> write("x", readOnly, WriteMode.CREATE));
        assertThat(directory.resolve("escaped")).doesNotExist();
    }

    @Test
    void aLinkAsDestinationIsNotWrittenThrough() throws Exception {
        Files.createSymbolicLink(out.resolve("link"), directory.resolve("secret"));
        MediaUri uri = MediaUri.parse("file://" + out + "/link");
        Failing.with(Reason.FORBIDDEN, () -> write("x", uri, WriteMode.REPLACE));
        Failing.with(Reason.FORBIDDEN, () -> write("x", uri, WriteMode.APPEND));
        Failing.with(Reason.EXISTS, () -> write("x", uri, WriteMode.CREATE));
        assertThat(directory.resolve("secret")).hasContent("secret");
    }

    @Test
    void aDestinationThatCannotBeIsRefused() throws Exception {
        MediaUri directoryMissing = MediaUri.parse("file://" + out + "/no/mail");
        Failing.with(Reason.NOT_FOUND, () -> write("x", directoryMissing, WriteMode.CREATE));
        MediaUri folder = MediaUri.parse("file://" + out + "/folder/");
        Failing.with(Reason.BAD_URI, () -> write("x", folder, WriteMode.CREATE));
        MediaUri ours = MediaUri.parse("file://" + out + "/.voxpost-1.part");
        Failing.with(Reason.BAD_URI, () -> write("x", ours, WriteMode.CREATE));
        MediaUri overlong = MediaUri.parse("file://" + out + "/" + "ü".repeat(128));
        Failing.with(Reason.BAD_URI, () -> write("x", overlong, WriteMode.CREATE));
        MediaUri remote = MediaUri.parse("http://host/a");
        Failing.with(Reason.FORBIDDEN, () -> write("x", remote, WriteMode.CREATE));
    }

    @Test
    void movingAFileOntoItselfKeepsIt() throws Exception {
        MediaUri uri = MediaUri.parse("file://" + out + "/mail");
        write("kept", uri, WriteMode.CREATE);
        try (MediaStore all = MediaStore.open(MediaConfiguration.reading(out, directory.resolve("spool3"))
                .withWritable(out)
                .withDeletable(out)
                .withLimits(0, 1000))) {
            Failing.with(Reason.CHANGED, () -> all.move(uri, uri, WriteMode.REPLACE, TERMS));
        }
        assertThat(out.resolve("mail")).hasContent("kept");
    }

    @Test
    void appendsAtTheSameTimeLoseNothing() throws Exception {
        MediaUri uri = MediaUri.parse("file://" + out + "/mail");
        List<Callable<Long>> writes = Collections.nCopies(20, () -> write("abc", uri, WriteMode.APPEND));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> written : threads.invokeAll(writes, 20, TimeUnit.SECONDS)) {
                assertThat(written.get()).isEqualTo(3);
            }
        }
        assertThat(out.resolve("mail")).hasContent("abc".repeat(20));
    }

    @Test
    void anInterruptCancelsAndIsKept() throws Exception {
        Files.writeString(media.resolve("a"), "12345");
        try (Fetched fetched = store.fetch(MediaUri.parse("file://a"), TERMS)) {
            Thread.currentThread().interrupt();
            Failing.with(Reason.CANCELLED, () -> fetched.read(ByteBuffer.allocate(5), 0));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aMissingRootStopsTheStart() {
        MediaConfiguration broken = configuration().withReadable(directory.resolve("absent"));
        assertThat(Failing.with(Reason.NOT_FOUND, () -> MediaStore.open(broken)).getMessage())
                .contains("readable root", "absent");
    }

    @Test
    void theSpoolHasOneOwner() {
        Failing.with(Reason.EXISTS, () -> MediaStore.open(configuration()));
    }

    @Test
    void whatAnEarlierRunLeftIsRemoved() throws Exception {
        store.close();
        Path spool = directory.resolve("spool");
        Path away = Files.createFile(out.resolve(".voxpost-1.part"));
        Path kept = Files.createFile(out.resolve("mail"));
        Files.writeString(spool.resolve("1.note"), away.toString());
        Files.writeString(spool.resolve("2.note"), kept.toString());
        Files.writeString(spool.resolve("3.note"), "");
        Files.createFile(spool.resolve("4.part"));
        Files.createFile(spool.resolve("5.media"));
        Path foreign = Files.createFile(spool.resolve("readme.txt"));
        store = MediaStore.open(configuration());
        assertThat(away).doesNotExist();
        assertThat(kept).exists();
        assertThat(foreign).exists();
        assertThat(store.inventory()).isEqualTo(new SpoolInventory(List.of(), List.of(), List.of()));
    }

    private long write(String text, MediaUri destination, WriteMode mode) throws MediaException {
        return store.write(new ByteArrayInputStream(text.getBytes(UTF_8)), destination, mode);
    }

    private String read(MediaUri uri) throws MediaException {
        try (Fetched fetched = store.fetch(uri, TERMS)) {
            return BackendContract.text(fetched);
        }
    }
}
