package org.voxpost.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
