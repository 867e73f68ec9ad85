package org.voxpost.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {

    private static final Path ONE = Path.of("one");
    private static final Path OTHER = Path.of("other");
    private static final DiskSettings SETTINGS = new DiskSettings(1000, 100, 50, 10, Duration.ofSeconds(1));

    private final Map<Path, FreeRoom> disks = new HashMap<>();
    private final List<DiskRoom> told = new ArrayList<>();
    private final DiskWatch watch = new DiskWatch(SETTINGS, List.of(ONE, OTHER), directory -> {
        FreeRoom room = disks.get(directory);
        if (room == null) {
            throw new IOException("gone");
        }
        return room;
    });

    @BeforeEach
    void everythingIsThere() {
        disk(ONE, 5000, 500);
        disk(OTHER, 5000, 500);
        watch.look();
        watch.listen(told::add);
    }

    private void disk(Path directory, long bytes, long files) {
        disks.put(directory, new FreeRoom(bytes, files));
    }

    private DiskRoom after(long bytes, long files) {
        disk(ONE, bytes, files);
        watch.look();
        return watch.room();
    }

    @Test
    void levelsBeginBelowTheirMarks() {
        assertThat(after(1000, 50)).isEqualTo(DiskRoom.NORMAL);
        assertThat(after(999, 50)).isEqualTo(DiskRoom.SOFT);
        assertThat(after(100, 50)).isEqualTo(DiskRoom.SOFT);
        assertThat(after(99, 50)).isEqualTo(DiskRoom.HARD);
        assertThat(told).containsExactly(DiskRoom.NORMAL, DiskRoom.SOFT, DiskRoom.HARD);
    }

    @Test
    void levelsEndWithATenthMoreRoom() {
        after(99, 500);
        assertThat(after(109, 500)).isEqualTo(DiskRoom.HARD);
        assertThat(after(110, 500)).isEqualTo(DiskRoom.SOFT);
        assertThat(after(100, 500)).isEqualTo(DiskRoom.SOFT);
        assertThat(after(1099, 500)).isEqualTo(DiskRoom.SOFT);
        assertThat(after(1100, 500)).isEqualTo(DiskRoom.NORMAL);
        assertThat(told).containsExactly(DiskRoom.NORMAL, DiskRoom.HARD, DiskRoom.SOFT, DiskRoom.NORMAL);
    }

    @Test
    void filesCountAsBytesDo() {
        assertThat(after(5000, 49)).isEqualTo(DiskRoom.SOFT);
        assertThat(after(5000, 9)).isEqualTo(DiskRoom.HARD);
        assertThat(after(5000, 11)).isEqualTo(DiskRoom.SOFT);
        assertThat(after(5000, 55)).isEqualTo(DiskRoom.NORMAL);
    }

    @Test
    void theWorstDiskCounts() {
        after(500, 500);
        disk(OTHER, 50, 500);
        watch.look();
        assertThat(watch.room()).isEqualTo(DiskRoom.HARD);
        assertThat(after(5000, 500)).isEqualTo(DiskRoom.HARD);
    }

    @Test
    void aDiskThatDoesNotAnswerCountsAsFull() {
        disks.remove(OTHER);
        watch.look();
        assertThat(watch.room()).isEqualTo(DiskRoom.HARD);
        disk(OTHER, 5000, 500);
        watch.look();
        assertThat(watch.room()).isEqualTo(DiskRoom.NORMAL);
    }

    @Test
    void marksCanBeTurnedOff() {
        DiskSettings off = new DiskSettings(0, 0, 0, 0, Duration.ofSeconds(1));
        assertThat(new FreeRoom(0, 0).level(off, DiskRoom.NORMAL)).isEqualTo(DiskRoom.NORMAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DiskSettings(1, 2, 0, 0, Duration.ofSeconds(1)))
                .withMessageContaining("disk.hard");
    }

    @Test
    void aRealDiskIsLookedAtByItself(@TempDir Path directory) throws Exception {
        assertThat(FreeRoom.of(directory).bytes()).isPositive();
        assertThat(FreeRoom.of(directory).files()).isPositive();
        DiskSettings never = new DiskSettings(Long.MAX_VALUE / 2, 0, 0, 0, Duration.ofMillis(5));
        try (DiskWatch real = DiskWatch.start(never, List.of(directory))) {
            assertThat(real.room()).isEqualTo(DiskRoom.SOFT);
            CountDownLatch full = new CountDownLatch(1);
            real.listen(room -> {
                if (room == DiskRoom.HARD) {
                    full.countDown();
                }
            });
            Files.delete(directory);
            assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
            Files.createDirectory(directory);
        }
    }
}
