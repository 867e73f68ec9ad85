package org.voxpost.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.LogSection;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.drive.ApplicationServer;
import org.voxpost.app.drive.DriveEvents;
import org.voxpost.app.drive.DrivePlan;
import org.voxpost.app.drive.DriveReport;
import org.voxpost.app.drive.MsmlReply;
import org.voxpost.app.drive.Script;
import org.voxpost.app.log.LogLevel;
import org.voxpost.sip.SipSyntaxException;
import org.voxpost.sip.SipUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voxpost drive}: runs one MSML script against a server. */
@Command(
        name = "drive",
        description = {
            "Plays an application server: calls a media server, sends it an MSML script, and prints what comes back.",
            "How a transfer ended is read by the names of msml.names in the configuration.",
            "In the script %%CONN%% and every conn:ID become the id of the connection, and %%NAME%% the value of --set."
        },
        mixinStandardHelpOptions = true)
final class DriveCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SCRIPT", description = "File with the MSML document.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private Path script;

    @Option(
            names = {"-s", "--server"},
            paramLabel = "HOST:PORT",
            description = "The media server, or its whole SIP URI. Default: ${DEFAULT-VALUE}.",
            defaultValue = "127.0.0.1:5060")
    private String server = "";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Fills %%NAME%% in the script. May be repeated.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--audio", description = "Offers an audio stream; otherwise the call has no media.")
    private boolean audio;

    @Option(
            names = "--type",
            description = "Content-Type of the INFO. Default: ${DEFAULT-VALUE}.",
            defaultValue = "application/xml")
    private String type = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Longest time for everything. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60")
    private int timeout;

    @Option(names = "--show-script", description = "Prints the document as it is sent.")
    private boolean showScript;

    @Mixin
    private final ConfigFileOption configuration = new ConfigFileOption();

    @Mixin
    private final Listener listener = new Listener();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        LogLevel.apply(LogSection.Level.WARN);
        DrivePlan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        try (ApplicationServer drive = ApplicationServer.open(listener.sip(0))) {
            DriveReport report = drive.run(plan, new Printer(out, showScript)).join();
            if (!report.good()) {
                report.failures().forEach(failure -> out.println("failed: " + Words.printable(failure)));
                return 1;
            }
            out.println("done in " + Words.duration(report.took()));
            return 0;
        } catch (IOException e) {
            throw new CommandFailure("cannot call: " + e.getMessage());
        }
    }

    private DrivePlan plan() throws ConfigException {
        Script document = new Script(text());
        Set<String> unfilled = new TreeSet<>(document.blanks());
        unfilled.removeAll(values.keySet());
        if (!unfilled.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "The script needs --set for " + String.join(", ", unfilled));
        }
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout takes a second at least");
        }
        try {
            SipUri target = SipUri.parse(server.contains("@") ? server : "sip:msml@" + server);
            return DrivePlan.of(target, SipUri.of("drive", listener.address(), 0), document)
                    .withValues(values)
                    .withContentType(type)
                    .withAudio(audio)
                    .withNames(new ModuleSettings(configuration.load(Map.of()), Home.directory()).names())
                    .withDeadline(Duration.ofSeconds(timeout));
        } catch (SipSyntaxException e) {
            throw new ParameterException(spec.commandLine(), "--server: " + e.getMessage());
        }
    }

    private String text() {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new CommandFailure(script + (Files.exists(script) ? " cannot be read" : " does not exist"));
        }
    }

    /** Tells the run as it happens. */
    private record Printer(PrintWriter out, boolean showScript) implements DriveEvents {
        @Override
        public void connected(String connection) {
            line("connected as " + connection);
        }

        @Override
        public void sent(String document) {
            if (showScript) {
                document.lines().forEach(text -> line("> " + text));
            }
        }

        @Override
        public void result(MsmlReply.Result result) {
            line("result " + result.response() + (result.description().isEmpty() ? "" : " " + result.description())
                    + (result.dialogs().isEmpty() ? "" : "  " + String.join(" ", result.dialogs())));
        }

        @Override
        public void event(MsmlReply.Event event) {
            StringBuilder text = new StringBuilder("event ")
                    .append(event.name())
                    .append("  ")
                    .append(event.id());
            event.values()
                    .forEach((name, value) ->
                            text.append("  ").append(name).append('=').append(value));
            line(text.toString());
        }

        private void line(String text) {
            out.println(Words.printable(text));
            out.flush();
        }
    }
}
