package org.voxpost.app.command;

import java.io.PrintWriter;
import org.voxpost.app.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code voxpost}: the command that holds the others. */
@Command(
        name = "voxpost",
        description = "A media server for voicemail delivery and emergency text: MSML in, MSRP out.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ReceiveCommand.class,
            SendCommand.class,
            FetchCommand.class,
            DriveCommand.class,
            DoctorCommand.class,
            TransfersCommand.class,
            VersionCommand.class,
            RehearseCommand.class,
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Lines.class,
        footer = {"", "Exit codes: 0 good, 1 failed, 2 wrong usage or configuration."})
public final class VoxpostCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    VoxpostCommand() {}

    /** Runs one command line with the process's own streams; returns the exit code. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new VoxpostCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((e, _) -> misused(e));
        line.setExecutionExceptionHandler((e, command, _) -> failed(e, command));
        return line;
    }

    /** No command at all. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static int misused(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("voxpost: " + Words.printable(String.valueOf(e.getMessage())));
        err.println("See '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        return switch (e) {
            case ConfigException wrong -> {
                wrong.problems().forEach(err::println);
                yield CommandLine.ExitCode.USAGE;
            }
            case WrongUsage wrong -> misused(new ParameterException(command, wrong.getMessage()));
            case CommandFailure failure -> {
                err.println("voxpost: " + Words.printable(failure.getMessage()));
                yield CommandLine.ExitCode.SOFTWARE;
            }
            default -> {
                // Our own mistake: the trace is what we need to mend it.
                e.printStackTrace(err);
                yield CommandLine.ExitCode.SOFTWARE;
            }
        };
    }
}
