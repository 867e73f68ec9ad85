package org.voxpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxpost.benchmarks.pull.PullCommand;
import org.voxpost.benchmarks.restart.RestartCommand;
import picocli.CommandLine;

class MeasurementTest {

    static Stream<Measurement> quickOnes() {
        return Stream.of(new Main(), new RestartCommand(), new PullCommand());
    }

    @ParameterizedTest
    @MethodSource("quickOnes")
    void aQuickLookIsNotForTheRecord(Measurement program) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(program).setErr(new PrintWriter(said)).execute("--quick", "--record");
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains("--quick is not for the record");
    }
}
