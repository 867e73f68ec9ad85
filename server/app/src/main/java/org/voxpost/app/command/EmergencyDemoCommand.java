package org.voxpost.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.voxpost.app.config.LogSection;
import org.voxpost.app.demo.Demo;
import org.voxpost.app.demo.EmergencyDemo;
import org.voxpost.app.demo.EmergencyPorts;
import org.voxpost.app.log.LogLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code voxpost demo ng911}: text to 9-1-1 on this machine. */
@Command(
        name = "ng911",
        description =
                "Takes a text conversation with 9-1-1 on this machine, shows it to a PSAP by REST, and tells every"
                        + " step.",
        mixinStandardHelpOptions = true)
final class EmergencyDemoCommand implements Callable<Integer> {

    @Option(
            names = "--ports",
            paramLabel = "BASE",
            description =
                    "Uses fixed ports: BASE, +1 and +2 for Voxpost's SIP, MSRP and REST, +10 and +11 for SIP and MSRP"
                            + " of the caller. Free ones unless given.")
    private int base;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LogLevel.apply(LogSection.Level.ERROR);
        PrintWriter out = spec.commandLine().getOut();
        Path location = Home.directory().resolve("samples/ng911/location.xml");
        EmergencyPorts ports = base == 0 ? EmergencyPorts.FREE : EmergencyPorts.from(base);
        try {
            new EmergencyDemo(location, ports, out, EmergencyDemo.PATIENCE).run();
            return 0;
        } catch (Demo.Failed e) {
            throw new CommandFailure("the demo failed: " + e.getMessage());
        }
    }
}
