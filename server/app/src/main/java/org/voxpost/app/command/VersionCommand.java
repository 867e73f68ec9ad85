package org.voxpost.app.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code voxpost version}: what runs, and on what. */
@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (String line : new Lines().getVersion()) {
            spec.commandLine().getOut().println(line);
        }
        return 0;
    }

    /** The same lines for {@code --version}. */
    static final class Lines implements IVersionProvider {
        @Override
        public String[] getVersion() {
            // Only a jar carries the number.
            @Nullable String version = VersionCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "Voxpost " + (version == null ? "(built in place)" : version),
                "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
            };
        }
    }
}
