package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.media.MediaException.Reason;

/** A disk that is really full: a memory file system of 1 MiB and few files, where this user may mount one. {@link JobSpoolTest} needs none. */
@Timeout(60)
class FullDiskTest {

    private static final int ALMOST_ALL = 900_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=12", "voxpost-test", disk.toString()));
        Files.createDirectory(disk.resolve("media"));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private MediaStore open() throws Exception {
        Path media = disk.resolve("media");
        return MediaStore.open(MediaConfiguration.reading(media, disk.resolve("spool"))
                .withWritable(media)
                .withHttp(HttpSettings.allowing(AllowedTarget.parse("127.0.0.1:*")))
                .withLimits(0, 1 << 30));
    }

    private long files(String where) throws Exception {
        try (Stream<Path> all = Files.list(disk.resolve(where))) {
            return all.filter(file -> !file.endsWith(DirectoryLock.FILE)).count();
        }
    }

    @Test
    void aFullDiskLeavesNothingHalfAndRecoversByItself() throws Exception {
        try (MediaStore store = open();
                RawServer server =
                        RawServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")) {
            MediaUri kept = MediaUri.parse("file://kept");
            store.write(new ByteArrayInputStream(new byte[ALMOST_ALL]), kept, WriteMode.CREATE);
            byte[] tooMuch = new byte[400_000];
            Failing.with(
                    Reason.NO_SPACE,
                    () -> store.write(
                            new ByteArrayInputStream(tooMuch), MediaUri.parse("file://new"), WriteMode.CREATE));
            Failing.with(Reason.NO_SPACE, () -> store.write(new ByteArrayInputStream(tooMuch), kept, WriteMode.APPEND));
            Failing.with(Reason.NO_SPACE, () -> {
                try (JobFile file = store.jobs().create("job", kept, null)) {
                    file.write(ByteBuffer.wrap(tooMuch));
                }
            });
            assertThat(files("media")).isEqualTo(1);
            assertThat(files("spool")).isZero();
            assertThat(disk.resolve("media/kept")).hasSize(ALMOST_ALL);
            Files.delete(disk.resolve("media/kept"));
            store.fetch(server.uri("/a"), FetchTerms.configured(), "job").close();
            assertThat(store.jobs().list()).hasSize(1);
        }
    }

    @Test
    void aDiskWithoutFilesLeftIsFullToo() throws Exception {
        try (MediaStore store = open()) {
            while (FreeRoom.of(disk).files() > 1) {
                Files.createFile(disk.resolve("filler" + FreeRoom.of(disk).files()));
            }
            store.disk().look();
            assertThat(store.disk().room()).isEqualTo(DiskRoom.HARD);
            Failing.with(
                    Reason.NO_SPACE,
                    () -> store.write(
                            new ByteArrayInputStream(new byte[1]), MediaUri.parse("file://new"), WriteMode.CREATE));
            assertThat(files("media")).isZero();
            assertThat(files("spool")).isZero();
        }
    }
}
