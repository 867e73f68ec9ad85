package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.msrp.session.ConnectionFuzz;
import org.voxpost.msrp.wire.DecoderFuzz;

/** What fuzzing started from and what it found, again. {@code ./benchmarks/fuzz} looks for more; docs/adr/0017 says how. */
class FuzzCorpusTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    static List<Path> frames() throws IOException {
        return Stream.of("rfc", "fuzz/decoder", "fuzz/connection")
                .flatMap(FuzzCorpusTest::files)
                .toList();
    }

    private static Stream<Path> files(String directory) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(directory))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void corpusIsThere() throws IOException {
        assertThat(frames()).hasSizeGreaterThan(160);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void decoderReadsItTheSameWayWholeAndCut(Path input) throws IOException {
        DecoderFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void connectionKeepsItsPromises(Path input) throws IOException {
        ConnectionFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }
}
