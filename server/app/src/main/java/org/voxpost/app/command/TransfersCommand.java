package org.voxpost.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.record.Records;
import org.voxpost.app.record.TransferRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code voxpost transfers}: what became of them. */
@Command(
        name = "transfers",
        description = "Shows the outcomes of transfers, from the records that the server writes.",
        mixinStandardHelpOptions = true)
final class TransfersCommand implements Runnable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--records",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Records file. Default: transfer.records of the configuration.")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    /** {@code transfers} alone is {@code transfers list}. */
    @Override
    public void run() {
        list(20);
    }

    @Command(name = "list", description = "The last transfers, one a line.", mixinStandardHelpOptions = true)
    int list(
            @Option(
                            names = {"-n", "--last"},
                            defaultValue = "20",
                            description = "How many. Default: ${DEFAULT-VALUE}.")
                    int count) {
        PrintWriter out = spec.commandLine().getOut();
        List<TransferRecord> last = read(() -> Records.last(records(), count));
        if (last.isEmpty()) {
            out.println("No transfers in " + Words.printable(read(this::records).toString()));
        }
        last.forEach(one -> out.println(Words.printable(line(one))));
        return 0;
    }

    @Command(name = "show", description = "Everything about one transfer.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "ID", description = "Its id or the beginning of it, a dialog id, or a Call-ID.")
                    String id) {
        List<TransferRecord> found = read(() -> Records.of(records(), id));
        if (found.isEmpty()) {
            throw new CommandFailure("no transfer " + id);
        }
        found.forEach(this::print);
        return 0;
    }

    private void print(TransferRecord one) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("transfer    " + Words.printable(one.id()));
        out.println("dialog      " + Words.printable(one.dialog()));
        out.println("call        " + Words.printable(one.callId()));
        out.println("object      " + Words.printable(one.objectId()));
        out.println("source      " + Words.printable(one.source()));
        out.println("destination " + Words.printable(one.destination()));
        out.println("end         " + Words.printable(one.end()) + ", status " + one.status()
                + (one.reason().isEmpty() ? "" : ": " + Words.printable(one.reason())));
        out.println("delivered   " + Words.bytes(one.bytes()) + " in " + one.attempts()
                + (one.attempts() == 1 ? " attempt" : " attempts"));
        out.println(
                "time        " + one.startedAt() + " to " + one.finishedAt() + ", " + Words.duration(one.duration()));
        out.println();
    }

    private static String line(TransferRecord one) {
        return TIME.format(one.finishedAt().atZone(ZoneId.systemDefault())) + "  " + (one.good() ? "ok    " : "FAILED")
                + "  " + one.id() + "  " + Words.bytes(one.bytes()) + "  " + Words.duration(one.duration()) + "  "
                + one.source() + (one.good() ? "" : "  " + one.status() + " " + one.reason());
    }

    private Path records() throws ConfigException {
        return file != null ? file : new ModuleSettings(options.load(), Home.directory()).records();
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new CommandFailure("the records cannot be read: " + e.getMessage());
        } catch (ConfigException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    /** Something that is read from a disk. */
    private interface Reading<T> {
        T read() throws IOException, ConfigException;
    }
}
