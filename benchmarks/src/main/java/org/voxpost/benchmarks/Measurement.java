package org.voxpost.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A program that measures: what all of them have in common on the command line, and that their figures may be recorded. */
public abstract class Measurement implements Callable<Integer> {

    @Option(names = "--record", description = "Writes the figures to docs/benchmarks.md.")
    private boolean record;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    /** Runs a program, and ends this process with its exit code. What one can do something about is one line. */
    public static void run(Measurement program, String... arguments) {
        CommandLine line = new CommandLine(program);
        line.setExecutionExceptionHandler((failure, command, _) -> {
            if (failure instanceof BenchmarkFailure || failure instanceof IOException) {
                command.getErr().println("benchmarks: " + failure.getMessage());
            } else {
                failure.printStackTrace(command.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public final Integer call() throws Exception {
        check();
        say(Machine.describe());
        return measure();
    }

    /** Refuses options that do not go together, by {@link #wrong}. */
    protected void check() {}

    /** The exit code. */
    protected abstract int measure() throws Exception;

    protected final ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    protected final boolean recorded() {
        return record;
    }

    /** The tree that is measured. */
    protected static Path home() {
        return Path.of(System.getProperty("voxpost.home", "")).toAbsolutePath();
    }

    protected static void say(String line) {
        System.out.println(line);
    }

    /** Says the figures, and records them where that was asked for. */
    protected final void tell(Table table) throws IOException {
        say("");
        table.lines().forEach(Measurement::say);
        if (record) {
            Page page = Page.ofTheProject();
            page.record(table.markdown(LocalDate.now(ZoneOffset.UTC), Machine.describe()));
            say("Recorded in " + page.file());
        }
    }
}
