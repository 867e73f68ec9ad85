package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

    /** The configuration with this back end readable, and deletable if asked. */
    abstract MediaConfiguration configuration(MediaConfiguration base, boolean deletable) throws Exception;

    /** Makes or replaces content, and says where it is. */
    abstract MediaUri put(String name, byte[] content) throws Exception;

    abstract boolean exists(String name);

    @BeforeEach
    void open() throws Exception {
        store = opened(true);
    }

    private MediaStore opened(boolean deletable) throws Exception {
        Path media = Files.createDirectories(directory.resolve("media"));
        return MediaStore.open(
                configuration(MediaConfiguration.reading(media, directory.resolve("spool-" + deletable)), deletable));
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
