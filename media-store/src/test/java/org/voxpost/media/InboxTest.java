package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.MediaException.Reason;

class InboxTest {

    private static final ContentHash HELLO_SHA_1 =
            new ContentHash(HashAlgorithm.SHA_1, "AA:F4:C6:1D:DC:C5:E8:A2:DA:BE:DE:0F:3B:48:2C:D9:AE:A9:43:4D");
    private static final ContentHash HELLO_SHA_256 =
            new ContentHash(HashAlgorithm.SHA_256, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Inbox inbox;

    @BeforeEach
    void open() throws Exception {
        inbox = Inbox.open(directory.resolve("in"), 100);
    }

    @AfterEach
    void nothingTemporaryIsLeft() {
        inbox.close();
        assertThat(inbox.directory().toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void chunksInAnyOrderBecomeTheNamedFile() throws Exception {
        ReceivedFile file = inbox.receive("../mail.amr");
        file.write(2, bytes("llo"));
        file.write(0, bytes("he"));
        file.write(0, bytes("he"));
        assertThat(file.length()).isEqualTo(5);
        assertThat(inbox.directory().resolve("mail.amr")).doesNotExist();
        Path named = file.finish(ExpectedContent.nothing().withSize(5).withHash(HELLO_SHA_1));
        assertThat(named).isEqualTo(inbox.directory().toRealPath().resolve("mail.amr"));
        assertThat(named).hasContent("hello");
        file.close();
        assertThat(named).exists();
    }

    @Test
    void namesakesGetNumbers() throws Exception {
        for (String name : new String[] {"mail.amr", "mail-2.amr", "mail-3.amr"}) {
            assertThat(inbox.receive("mail.amr").finish(ExpectedContent.nothing()))
                    .hasFileName(name);
        }
    }

    @Test
    void anotherSizeOrHashThanAnnouncedLeavesNoFile() throws Exception {
        ReceivedFile shorter = inbox.receive("a");
        shorter.write(0, bytes("hell"));
        Failing.with(
                Reason.MISMATCH, () -> shorter.finish(ExpectedContent.nothing().withSize(5)));
        ReceivedFile other = inbox.receive("a");
        other.write(0, bytes("jello"));
        Failing.with(
                Reason.MISMATCH, () -> other.finish(ExpectedContent.nothing().withHash(HELLO_SHA_256)));
        assertThat(inbox.directory().toFile().list()).containsExactly(DirectoryLock.FILE);
    }

    @Test
    void theHashCanBeAskedForBeforeTheEnd() throws Exception {
        ReceivedFile file = inbox.receive("a");
        file.write(0, bytes("hello"));
        assertThat(file.hash(HashAlgorithm.SHA_256)).isEqualTo(HELLO_SHA_256);
        assertThat(HELLO_SHA_1.colonHex()).startsWith("AA:F4:C6");
        file.abort();
        file.abort();
        assertThat(inbox.directory().toFile().list()).containsExactly(DirectoryLock.FILE);
    }

    @Test
    void theHashFollowsWhatIsWrittenInOrderAndOutOfIt() throws Exception {
        try (ReceivedFile file = inbox.receive("a")) {
            file.write(0, bytes("hel"));
            assertThat(file.hash(HashAlgorithm.SHA_256)).isNotEqualTo(HELLO_SHA_256);
            file.write(3, bytes("lo"));
            assertThat(file.hash(HashAlgorithm.SHA_256)).isEqualTo(HELLO_SHA_256);
            file.write(0, bytes("j"));
            assertThat(file.hash(HashAlgorithm.SHA_256)).isNotEqualTo(HELLO_SHA_256);
            file.write(0, bytes("h"));
            assertThat(file.hash(HashAlgorithm.SHA_256)).isEqualTo(HELLO_SHA_256);
        }
    }

    @Test
    void moreThanTheLimitIsRefusedWithoutWriting() throws Exception {
        try (ReceivedFile file = inbox.receive("a")) {
            file.write(95, bytes("hello"));
            Failing.with(Reason.TOO_LARGE, () -> file.write(96, bytes("hello")));
            Failing.with(Reason.TOO_LARGE, () -> file.write(Long.MAX_VALUE, bytes("hello")));
            Failing.with(Reason.TOO_LARGE, () -> file.write(-1, bytes("hello")));
            assertThat(file.length()).isEqualTo(100);
        }
    }

    @Test
    void anInboxHasOneOwnerAndStartsClean() throws Exception {
        Failing.with(Reason.EXISTS, () -> Inbox.open(directory.resolve("in"), 100));
        inbox.close();
        Path left = Files.createFile(directory.resolve("in/.voxpost-1.part"));
        inbox = Inbox.open(directory.resolve("in"), 100);
        assertThat(left).doesNotExist();
    }

    @Test
    void whatBrokeOffIsKeptWithoutItsGapsAndGoesOn() throws Exception {
        AnnouncedFile mail = new AnnouncedFile("sip:a@b", "../mail.amr", 5, HELLO_SHA_256);
        reopen(2, Duration.ofHours(1));
        ReceivedFile broken = inbox.receive(mail.name());
        broken.write(0, bytes("hel"));
        broken.write(4, bytes("o"));
        assertThat(broken.keep(mail)).isEqualTo(3);
        broken.abort();
        reopen(2, Duration.ofHours(1));
        assertThat(inbox.kept(mail)).isEqualTo(3);
        assertThat(inbox.kept(new AnnouncedFile("sip:x@b", "../mail.amr", 5, HELLO_SHA_256)))
                .isZero();

        ReceivedFile rest = inbox.resume(mail, mail.name(), 2);
        assertThat(inbox.kept(mail)).isZero();
        Failing.with(Reason.NOT_FOUND, () -> inbox.resume(mail, mail.name(), 2));
        rest.write(2, bytes("llo"));
        Path whole = rest.finish(ExpectedContent.nothing().withSize(5).withHash(HELLO_SHA_256));

        assertThat(whole).hasFileName("mail.amr").hasContent("hello");
    }

    @Test
    void whatArrivedOfAnAnnouncedFileOutlivesAKilledProcess() throws Exception {
        AnnouncedFile mail = new AnnouncedFile("sip:a@b", "mail.amr", 5, HELLO_SHA_256);
        reopen(2, Duration.ofHours(1));
        keep(mail, "he");
        // Neither finished nor aborted: the process is gone.
        inbox.receive("mail.amr", mail).write(0, bytes("hel"));
        inbox.receive("mail.amr", mail).write(0, bytes("h"));
        inbox.receive("mail.amr").write(0, bytes("hello"));
        reopen(2, Duration.ofHours(1));
        assertThat(inbox.kept(mail)).isEqualTo(3);
        ReceivedFile rest = inbox.resume(mail, mail.name(), 3);
        rest.write(3, bytes("l"));
        reopen(2, Duration.ofHours(1));
        assertThat(inbox.kept(mail)).isEqualTo(4);
        inbox.receive("mail.amr", mail).write(0, bytes("hello"));
        reopen(0, Duration.ofHours(1));
        assertThat(inbox.directory().toFile().list()).containsExactly(DirectoryLock.FILE);
    }

    @Test
    void moreThanIsKeptCannotGoOnAndCostsNothing() throws Exception {
        AnnouncedFile mail = new AnnouncedFile("sip:a@b", "mail.amr", 5, HELLO_SHA_256);
        reopen(2, Duration.ofHours(1));
        keep(mail, "hel");
        Failing.with(Reason.NOT_FOUND, () -> inbox.resume(mail, mail.name(), 4));
        assertThat(inbox.kept(mail)).isEqualTo(3);
        assertThat(keep(mail, "he")).isZero();
        assertThat(inbox.kept(mail)).isEqualTo(3);
    }

    @Test
    void aWrongHashOverOldAndNewPartsLeavesNothing() throws Exception {
        AnnouncedFile mail = new AnnouncedFile("sip:a@b", "mail.amr", 5, HELLO_SHA_256);
        reopen(2, Duration.ofHours(1));
        keep(mail, "jel");
        ReceivedFile rest = inbox.resume(mail, mail.name(), 3);
        rest.write(3, bytes("lo"));
        Failing.with(
                Reason.MISMATCH, () -> rest.finish(ExpectedContent.nothing().withHash(HELLO_SHA_256)));
        assertThat(inbox.directory().toFile().list()).containsExactly(DirectoryLock.FILE);
    }

    @Test
    void theOldestOfTooManyAndWhatIsTooOldGoes() throws Exception {
        reopen(2, Duration.ofHours(1));
        AnnouncedFile[] files = new AnnouncedFile[3];
        for (int i = 0; i < files.length; i++) {
            files[i] = new AnnouncedFile("sip:a@b", "mail-" + i, 5, HELLO_SHA_256);
            keep(files[i], "hel");
            Files.setLastModifiedTime(
                    inbox.directory().resolve(files[i].keptName()),
                    FileTime.from(Instant.now().minusSeconds(600 - 100 * i)));
        }
        reopen(2, Duration.ofHours(1));
        assertThat(inbox.kept(files[0])).isZero();
        assertThat(inbox.kept(files[1])).isEqualTo(3);
        reopen(2, Duration.ofSeconds(450));
        assertThat(inbox.kept(files[1])).isZero();
        assertThat(inbox.kept(files[2])).isEqualTo(3);
        reopen(0, Duration.ofHours(1));
        assertThat(inbox.directory().toFile().list()).containsExactly(DirectoryLock.FILE);
    }

    private long keep(AnnouncedFile file, String beginning) throws Exception {
        ReceivedFile broken = inbox.receive(file.name());
        broken.write(0, bytes(beginning));
        return broken.keep(file);
    }

    private void reopen(int files, Duration age) throws Exception {
        inbox.close();
        inbox = Inbox.open(directory.resolve("in"), 100, new KeepTerms(files, age));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
