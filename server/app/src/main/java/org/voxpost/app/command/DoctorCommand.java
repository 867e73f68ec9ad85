package org.voxpost.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.doctor.Checks;
import org.voxpost.app.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code voxpost doctor}: would the server start, and would it work? */
@Command(
        name = "doctor",
        description =
                "Checks the configuration, ports and directories, and says what is wrong. Run it while no server runs.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    @Override
    public Integer call() throws ConfigException {
        PrintWriter out = spec.commandLine().getOut();
        Config config = options.load();
        out.println("✓ the configuration is good ("
                + options.file().map(Object::toString).orElse("no file: defaults alone") + ")");
        List<Finding> findings = Checks.of(config, Home.directory());
        findings.forEach(one -> out.println((one.good() ? "✓ " : "✗ ") + Words.printable(one.text())));
        long wrong = findings.stream().filter(one -> !one.good()).count();
        out.println(wrong == 0 ? "All is well." : wrong == 1 ? "One thing is wrong." : wrong + " things are wrong.");
        return wrong == 0 ? 0 : 1;
    }
}
