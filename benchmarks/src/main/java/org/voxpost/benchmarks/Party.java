package org.voxpost.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another process of the benchmark. It is ended with {@link #close}; what it says on standard error is in a file of its name. */
public final class Party implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path errors;
    private final MatchResult ready;

    private Party(String name, Process process, Path errors, MatchResult ready) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.ready = ready;
    }

    static Party start(String name, List<String> command, Pattern ready, Path scratch)
            throws IOException, InterruptedException {
        return start(name, new ProcessBuilder(command), ready, scratch, _ -> {});
    }

    /**
     * Starts it and waits until it says the line {@code ready}.
     *
     * @param name of the file that gets what it says on standard error
     * @param further hears every line behind that one, on a thread of its own
     */
    public static Party start(
            String name, ProcessBuilder builder, Pattern ready, Path scratch, Consumer<String> further)
            throws IOException, InterruptedException {
        Path errors = scratch.resolve(name + ".log");
        Process process = builder.redirectError(errors.toFile()).start();
        CompletableFuture<MatchResult> said = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name(name + "-output").start(() -> read(process, ready, said, further));
        try {
            // It may have to be built first.
            return new Party(name, process, errors, said.get(10, TimeUnit.MINUTES));
        } catch (ExecutionException | TimeoutException never) {
            process.destroyForcibly();
            throw new BenchmarkFailure("The " + name + " did not start: "
                    + Files.readString(errors).strip());
        }
    }

    public MatchResult ready() {
        return ready;
    }

    public OsProcess process() {
        return new OsProcess(process.pid());
    }

    /** The last such line of its log. */
    public Optional<MatchResult> logged(Pattern line) throws IOException {
        return line.matcher(Files.readString(errors)).results().reduce((_, last) -> last);
    }

    /** Throws when it has ended by itself. */
    public void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new BenchmarkFailure("The " + name + " ended with " + process.exitValue() + ": "
                    + Files.readString(errors).strip());
        }
    }

    /** SIGKILL; returns when it is gone and has let go its files and ports. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void read(
            Process process, Pattern ready, CompletableFuture<MatchResult> said, Consumer<String> further) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher match = ready.matcher(line);
                if (!said.isDone() && match.find()) {
                    said.complete(match.toMatchResult());
                } else {
                    further.accept(line);
                }
            }
            said.completeExceptionally(new IOException("it ended"));
        } catch (IOException ended) {
            said.completeExceptionally(ended);
        }
    }
}
