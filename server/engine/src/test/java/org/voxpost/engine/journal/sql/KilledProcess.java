package org.voxpost.engine.journal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An {@link AcknowledgingWriter} and what it said. */
final class KilledProcess {

    private final Process process;
    private final BufferedReader said;
    private final Set<String> acknowledged = new HashSet<>();

    private KilledProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static KilledProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgingWriter.class.getName()));
        command.addAll(List.of(arguments));
        return new KilledProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Until it has said that so many more orders are written. */
    void acknowledges(int orders) throws IOException {
        int enough = acknowledged.size() + orders;
        while (acknowledged.size() < enough) {
            String line = said.readLine();
            assertThat(line)
                    .as("what the process said after " + acknowledged.size() + " orders")
                    .isNotNull();
            note(line);
        }
    }

    /** Nothing else that is printed, and no line that was cut off. */
    private void note(String line) {
        if (line.matches("order\\d+\\.")) {
            acknowledged.add(line.substring(0, line.length() - 1));
        }
    }

    /** As kill -9 does, in the middle of its work. */
    Set<String> kill() throws Exception {
        // Not by the process itself, which closes what it said as well.
        process.toHandle().destroyForcibly();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            note(line);
        }
        process.waitFor();
        return acknowledged;
    }
}
