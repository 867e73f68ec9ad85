package org.voxpost.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.voxpost.app.config.LogSection;
import org.voxpost.app.demo.Demo;
import org.voxpost.app.demo.DemoPorts;
import org.voxpost.app.log.LogLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code voxpost demo}: the main job on this machine. */
@Command(
        name = "demo",
        description = "Transfers a voicemail on this machine, from a file and from HTTP, and shows every step.",
        subcommands = EmergencyDemoCommand.class,
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--ports",
            paramLabel = "BASE",
            description =
                    "Uses fixed ports: BASE and +1 for Voxpost's SIP and MSRP, +10 and +11 for those of the delivery"
                            + " server, +20 for the application server, +30 for HTTP. Free ones unless given.")
    private int base;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LogLevel.apply(LogSection.Level.ERROR);
        PrintWriter out = spec.commandLine().getOut();
        Path samples = Home.directory().resolve("samples");
        DemoPorts ports = base == 0 ? DemoPorts.FREE : DemoPorts.from(base);
        try {
            new Demo(samples.resolve("media/voicemail.amr"), samples.resolve("msml/demo.xml"), ports, out).run();
            return 0;
        } catch (Demo.Failed e) {
            throw new CommandFailure("the demo failed: " + e.getMessage());
        }
    }
}
