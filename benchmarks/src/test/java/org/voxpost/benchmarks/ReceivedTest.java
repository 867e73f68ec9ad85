package org.voxpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedTest {
    private static final String SHA = "ab".repeat(32);

    @TempDir
    private Path directory;

    private final Received received = new Received(SHA);

    @Test
    void filesAreCounted() throws IOException, InterruptedException {
        Path file = Files.createFile(directory.resolve("a  b.amr"));
        received.accept("received " + file + "  30,000 bytes  sha256 " + SHA);
        received.expect(1);
        assertThat(file).exists();
    }

    @Test
    void progressIsNoFile() throws InterruptedException {
        received.accept("1.amr:  33 % of 100,000,000 bytes, 33.9 MB/s, 2.0 s left");
        received.expect(0);
    }

    @Test
    void aFileThatIsNotThereIsAFailure() {
        received.accept("received " + directory + "/a.amr  30,000 bytes  sha256 " + SHA);
        assertThatThrownBy(() -> received.expect(0))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("not there");
    }

    @Test
    void anotherFileIsAFailure() {
        received.accept("received " + directory + "/a.amr  30,000 bytes  sha256 " + "00".repeat(32));
        assertThatThrownBy(() -> received.expect(0))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("another file");
    }

    @Test
    void lostFileIsAFailure() {
        received.accept("lost a.amr: the sender stopped it");
        assertThatThrownBy(() -> received.expect(0))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("stopped it");
    }
}
