package org.voxpost.benchmarks.msrp;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One measurement in two fresh processes. The last of several figures of one name counts; those before it are for warming up. */
final class Run {

    private final TreeMap<String, List<Long>> figures = new TreeMap<>();

    private Run() {}

    /** @param options for both Java machines */
    static Run of(Path scratch, List<String> options, String... what) throws IOException, InterruptedException {
        Run run = new Run();
        Process far = java(options, FarEnd.class, scratch.resolve("received").toString());
        try (BufferedReader said = far.inputReader()) {
            String port = first(said, "port ");
            List<String> arguments =
                    new ArrayList<>(List.of(port, scratch.resolve("source").toString()));
            arguments.addAll(List.of(what));
            Process near = java(options, NearEnd.class, arguments.toArray(String[]::new));
            try (BufferedReader told = near.inputReader()) {
                told.lines().filter(line -> line.startsWith("figure ")).forEach(run::take);
                if (near.waitFor() != 0) {
                    throw new IOException("the measurement " + String.join(" ", what) + " failed");
                }
            } finally {
                near.destroy();
            }
        } finally {
            if (!far.waitFor(5, TimeUnit.SECONDS)) {
                far.destroy();
            }
        }
        return run;
    }

    /** One that two processes said this in. */
    static Run said(String... lines) {
        Run run = new Run();
        List.of(lines).forEach(run::take);
        return run;
    }

    private static Process java(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String first(BufferedReader said, String prefix) throws IOException {
        String line = said.readLine();
        if (line == null || !line.startsWith(prefix)) {
            throw new IOException("the far end did not start: " + line);
        }
        return line.substring(prefix.length());
    }

    private void take(String line) {
        String[] words = line.split(" ", -1);
        figures.computeIfAbsent(words[1], _ -> new ArrayList<>()).add(Long.parseLong(words[2]));
    }

    long last(String name) {
        return all(name).getLast();
    }

    List<Long> all(String name) {
        List<Long> values = figures.get(name);
        if (values == null) {
            throw new IllegalStateException("nobody measured " + name);
        }
        return values;
    }
}
