package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.MediaException.Reason;

/** What every back end does, whatever it stores on. */
abstract class BackendContract {

    private static final FetchTerms TERMS = FetchTerms.configured();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    MediaStore store;

    /** The configuration with this back end readable, and writable and deletable if asked; files may be written to {@code out}. */
    abstract MediaConfiguration configuration(MediaConfiguration base, boolean allowed) throws Exception;

    /** Makes or replaces content, and says where it is. */
    abstract MediaUri put(String name, byte[] content) throws Exception;

    abstract boolean exists(String name);

    /** A destination of this back end. */
    abstract MediaUri destination(String name) throws Exception;

    /** What is at such a destination now. */
    abstract byte[] written(String name) throws Exception;

    abstract boolean isWritten(String name);

    @BeforeEach
    void open() throws Exception {
        store = opened(true);
    }

    private MediaStore opened(boolean allowed) throws Exception {
        Path media = Files.createDirectories(directory.resolve("media"));
        Path out = Files.createDirectories(directory.resolve("out"));
        MediaConfiguration base = MediaConfiguration.reading(media, directory.resolve("spool-" + allowed))
                .withWritable(out)
                .withLimits(0, 1 << 20);
        return MediaStore.open(configuration(base, allowed));
    }

    @AfterEach
    void closeLeavesAnIdleSpool() throws Exception {
        assertThat(store.inventory())
                .satisfies(now -> assertThat(now.idle()).as(now.toString()).isTrue());
        store.close();
    }

    @Test
    void lengthBytesAndHashesAreThoseOfTheContent() throws Exception {
        byte[] content = new byte[200_001];
        new Random(1).nextBytes(content);
        MediaUri uri = put("mail.amr", content);
        try (Fetched fetched = store.fetch(uri, TERMS)) {
            ByteBuffer all = ByteBuffer.allocate(content.length + 10);
            assertThat(fetched.read(all, 0)).isEqualTo(content.length);
            assertThat(fetched.length()).isEqualTo(content.length);
            assertThat(all.array()).startsWith(content);
            assertThat(fetched.hash(HashAlgorithm.SHA_256).hex()).isEqualTo(hex("SHA-256", content));
            assertThat(fetched.hash(HashAlgorithm.SHA_1).hex()).isEqualTo(hex("SHA-1", content));
            assertThat(fetched.name()).isEqualTo("mail.amr");
            assertThat(fetched.version()).isNotBlank().hasSizeLessThan(300);
            fetched.checkUnchanged();
        }
    }

    @Test
    void anyPositionCanBeRead() throws Exception {
        try (Fetched fetched = store.fetch(put("digits", "0123456789".getBytes(UTF_8)), TERMS)) {
            ByteBuffer four = ByteBuffer.allocate(4);
            assertThat(fetched.read(four, 7)).isEqualTo(3);
            assertThat(four.position()).isEqualTo(3);
            assertThat(fetched.read(four, 0)).isEqualTo(1);
            assertThat(new String(four.array(), UTF_8)).isEqualTo("7890");
            assertThat(fetched.read(ByteBuffer.allocate(1), 10)).isZero();
            assertThat(fetched.read(ByteBuffer.allocate(1), 99)).isZero();
        }
    }

    @Test
    void emptyContentIsContent() throws Exception {
        try (Fetched fetched = store.fetch(put("empty", new byte[0]), TERMS)) {
            assertThat(fetched.length()).isZero();
            assertThat(fetched.hash(HashAlgorithm.SHA_256).hex()).isEqualTo(hex("SHA-256", new byte[0]));
        }
    }

    @Test
    void whatIsOpenStaysReadableWhenItsNameGetsOtherContent() throws Exception {
        MediaUri uri = put("a", "first".getBytes(UTF_8));
        try (Fetched first = store.fetch(uri, TERMS)) {
            put("a", "second".getBytes(UTF_8));
            try (Fetched second = store.fetch(uri, TERMS)) {
                assertThat(text(first)).isEqualTo("first");
                assertThat(text(second)).isEqualTo("second");
                assertThat(first.version()).isNotEqualTo(second.version());
            }
        }
    }

    @Test
    void aSourceCanBeFetchedAgain() throws Exception {
        MediaUri uri = put("a", "same".getBytes(UTF_8));
        for (int i = 0; i < 3; i++) {
            try (Fetched fetched = store.fetch(uri, TERMS)) {
                assertThat(text(fetched)).isEqualTo("same");
            }
        }
    }

    @Test
    void aMissingSourceIsAPermanentFailure() throws Exception {
        MediaUri uri = put("there", new byte[1]);
        MediaUri missing = MediaUri.parse(uri.text().replace("there", "missing"));
        assertThat(Failing.with(Reason.NOT_FOUND, () -> store.fetch(missing, TERMS))
                        .temporary())
                .isFalse();
        Failing.with(Reason.NOT_FOUND, () -> store.delete(missing));
    }

    @Test
    void moreBytesThanTheTermsAllowAreRefused() throws Exception {
        MediaUri uri = put("big", new byte[1001]);
        FetchTerms terms = new FetchTerms(TERMS.within(), 1000);
        assertThat(Failing.with(Reason.TOO_LARGE, () -> store.fetch(uri, terms)).temporary())
                .isFalse();
    }

    @Test
    void deletionRemovesTheSource() throws Exception {
        MediaUri uri = put("gone", new byte[3]);
        store.checkDeletable(uri);
        store.delete(uri);
        assertThat(exists("gone")).isFalse();
    }

    @Test
    void theVersionThatWasFetchedIsDeleted() throws Exception {
        MediaUri uri = put("gone", new byte[3]);
        String version;
        try (Fetched fetched = store.fetch(uri, TERMS)) {
            version = fetched.version();
        }
        store.delete(uri, version);
        assertThat(exists("gone")).isFalse();
    }

    @Test
    void aSuccessorOfWhatWasFetchedIsNotDeleted() throws Exception {
        MediaUri uri = put("mail", "old".getBytes(UTF_8));
        try (Fetched fetched = store.fetch(uri, TERMS)) {
            put("mail", "new".getBytes(UTF_8));
            Failing.with(Reason.CHANGED, () -> store.delete(uri, fetched.version()));
        }
        assertThat(exists("mail")).isTrue();
    }

    @Test
    void whereDeletionIsNotAllowedNothingIsDeleted() throws Exception {
        try (MediaStore careful = opened(false)) {
            MediaUri uri = put("prompt", new byte[3]);
            Failing.with(Reason.NOT_DELETABLE, () -> careful.checkDeletable(uri));
            Failing.with(Reason.NOT_DELETABLE, () -> careful.delete(uri));
            Path target = Files.createDirectories(directory.resolve("out"));
            MediaUri destination = MediaUri.parse("file://" + target + "/moved");
            Failing.with(Reason.NOT_DELETABLE, () -> careful.move(uri, destination, WriteMode.CREATE, TERMS));
            assertThat(exists("prompt")).isTrue();
            assertThat(target).isEmptyDirectory();
        }
    }

    @Test
    void aCopyHasTheSameContent() throws Exception {
        Path target = Files.createDirectories(directory.resolve("out"));
        MediaUri uri = put("mail", "content".getBytes(UTF_8));
        MediaUri destination = MediaUri.parse("file://" + target + "/copy of mail");
        assertThat(store.copy(uri, destination, WriteMode.CREATE, TERMS)).isEqualTo(7);
        assertThat(target.resolve("copy of mail")).hasContent("content");
        assertThat(exists("mail")).isTrue();
    }

    @Test
    void aMoveLeavesTheContentInOnePlace() throws Exception {
        Path target = Files.createDirectories(directory.resolve("out"));
        MediaUri destination = MediaUri.parse("file://" + target + "/moved");
        store.move(put("mail", "content".getBytes(UTF_8)), destination, WriteMode.CREATE, TERMS);
        assertThat(target.resolve("moved")).hasContent("content");
        assertThat(exists("mail")).isFalse();
    }

    @Test
    void aNewDestinationIsCreated() throws Exception {
        byte[] content = new byte[300_001];
        new Random(2).nextBytes(content);
        assertThat(write(content, "new", WriteMode.CREATE)).isEqualTo(content.length);
        assertThat(written("new")).isEqualTo(content);
    }

    @Test
    void anEmptyDestinationIsCreated() throws Exception {
        assertThat(write(new byte[0], "new", WriteMode.CREATE)).isZero();
        assertThat(written("new")).isEmpty();
    }

    @Test
    void whatExistsIsNotCreatedAgain() throws Exception {
        write("old".getBytes(UTF_8), "mail", WriteMode.CREATE);
        Failing.with(Reason.EXISTS, () -> write("new".getBytes(UTF_8), "mail", WriteMode.CREATE));
        assertThat(new String(written("mail"), UTF_8)).isEqualTo("old");
    }

    @Test
    void newContentTakesThePlaceOfTheOld() throws Exception {
        write("old and longer".getBytes(UTF_8), "mail", WriteMode.REPLACE);
        write("new".getBytes(UTF_8), "mail", WriteMode.REPLACE);
        assertThat(new String(written("mail"), UTF_8)).isEqualTo("new");
    }

    @Test
    void whatIsAppendedFollowsWhatIsThere() throws Exception {
        for (String part : new String[] {"one ", "two ", "three"}) {
            assertThat(write(part.getBytes(UTF_8), "mail", WriteMode.APPEND)).isEqualTo(part.length());
        }
        assertThat(new String(written("mail"), UTF_8)).isEqualTo("one two three");
    }

    @Test
    void aDestinationBeyondTheLimitIsNotWritten() throws Exception {
        Failing.with(Reason.TOO_LARGE, () -> write(new byte[(1 << 20) + 1], "big", WriteMode.CREATE));
        assertThat(isWritten("big")).isFalse();
        write(new byte[1 << 20], "big", WriteMode.CREATE);
        Failing.with(Reason.TOO_LARGE, () -> write(new byte[1], "big", WriteMode.APPEND));
        assertThat(written("big")).hasSize(1 << 20);
    }

    @Test
    void aSourceThatBreaksOffLeavesNoDestination() throws Exception {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(new MediaException(Reason.CHANGED, "became shorter"));
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        });
        Failing.with(Reason.CHANGED, () -> store.write(broken, destination("mail"), WriteMode.CREATE));
        assertThat(isWritten("mail")).isFalse();
    }

    @Test
    void whereWritingIsNotAllowedNothingIsWritten() throws Exception {
        try (MediaStore careful = opened(false)) {
            MediaUri destination = elsewhere(destination("mail"));
            Failing.with(
                    Reason.FORBIDDEN,
                    () -> careful.write(new ByteArrayInputStream(new byte[1]), destination, WriteMode.REPLACE));
            assertThat(isWritten("mail")).isFalse();
        }
    }

    /** A destination that the careful store has to refuse. */
    MediaUri elsewhere(MediaUri destination) throws Exception {
        return destination;
    }

    @Test
    void aCopyWithinTheBackEndHasTheSameContent() throws Exception {
        MediaUri source = put("mail", "content".getBytes(UTF_8));
        assertThat(store.copy(source, destination("copy"), WriteMode.CREATE, TERMS))
                .isEqualTo(7);
        assertThat(new String(written("copy"), UTF_8)).isEqualTo("content");
        assertThat(exists("mail")).isTrue();
    }

    @Test
    void aMoveWithinTheBackEndLeavesTheContentInOnePlace() throws Exception {
        MediaUri source = put("mail", "content".getBytes(UTF_8));
        store.move(source, destination("moved"), WriteMode.CREATE, TERMS);
        assertThat(new String(written("moved"), UTF_8)).isEqualTo("content");
        assertThat(exists("mail")).isFalse();
    }

    @Test
    void aMoveThatFailsLeavesTheSource() throws Exception {
        MediaUri source = put("mail", "content".getBytes(UTF_8));
        write("there".getBytes(UTF_8), "taken", WriteMode.CREATE);
        Failing.with(Reason.EXISTS, () -> store.move(source, destination("taken"), WriteMode.CREATE, TERMS));
        assertThat(exists("mail")).isTrue();
    }

    private long write(byte[] content, String name, WriteMode mode) throws Exception {
        return store.write(new ByteArrayInputStream(content), destination(name), mode);
    }

    @Test
    void closingTwiceIsHarmless() throws Exception {
        Fetched fetched = store.fetch(put("a", new byte[1]), TERMS);
        fetched.close();
        fetched.close();
        assertThat(store.inventory().idle()).isTrue();
    }

    private static String hex(String algorithm, byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    }

    static String text(Fetched fetched) throws MediaException {
        ByteBuffer all = ByteBuffer.allocate((int) fetched.length());
        fetched.read(all, 0);
        return new String(all.array(), UTF_8);
    }
}
