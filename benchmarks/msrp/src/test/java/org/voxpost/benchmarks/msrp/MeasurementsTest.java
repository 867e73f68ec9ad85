package org.voxpost.benchmarks.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two processes, with very little to do. */
class MeasurementsTest {

    private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1");
    private static final long OCTETS = 8L << 20;

    @TempDir
    private Path scratch;

    @BeforeEach
    void writeSource() throws Exception {
        Main.source(scratch.resolve("source"), OCTETS);
    }

    @Test
    void copyArrivesAndIsTimed() throws Exception {
        for (String way : List.of("raw-copy", "copy")) {
            Files.deleteIfExists(scratch.resolve("received"));
            Run run = Run.of(scratch, OPTIONS, way, Long.toString(OCTETS), Sink.Kind.HASHED_FILE.name());
            assertThat(scratch.resolve("received")).hasSameBinaryContentAs(scratch.resolve("source"));
            assertThat(run.all("ns")).hasSize(2).allMatch(nanos -> nanos > 0);
            assertThat(run.all("cpu-ns")).hasSize(2).allMatch(nanos -> nanos >= 0);
        }
    }

    @Test
    void messagesAreCounted() throws Exception {
        for (String way : List.of("raw-messages", "messages")) {
            Run run = Run.of(scratch, OPTIONS, way, "500", "16");
            assertThat(run.all("ns")).hasSize(2).allMatch(nanos -> nanos > 0);
        }
    }

    @Test
    void linesFlowBesideTheFile() throws Exception {
        Run run = Run.of(scratch, OPTIONS, "line", Long.toString(OCTETS), "100");
        assertThat(run.last("quiet-p50")).isPositive().isLessThanOrEqualTo(run.last("quiet-p99"));
        assertThat(run.last("p50")).isPositive().isLessThanOrEqualTo(run.last("p99"));
        assertThat(run.last("p99")).isLessThanOrEqualTo(run.last("max"));
        assertThat(run.last("lines")).isPositive();
    }

    @Test
    void sessionsHaveAHeap() throws Exception {
        Run run = Run.of(scratch, OPTIONS, "sessions", "500", "5");
        assertThat(run.all("tenth-ns")).hasSize(10).allMatch(nanos -> nanos > 0);
        assertThat(run.last("near-heap")).isBetween(500L, 20_000L);
        assertThat(run.last("far-heap")).isBetween(500L, 20_000L);
    }
}
