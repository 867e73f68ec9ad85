package org.voxpost.app.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.config.TlsPorts;
import org.voxpost.app.log.LogLevel;
import org.voxpost.app.log.StandardError;
import org.voxpost.app.serve.Server;
import org.voxpost.media.MediaException;
import org.voxpost.sip.SipTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code voxpost serve}: the server, until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the server until it gets SIGTERM or SIGINT.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger("org.voxpost.serve");

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Config config = options.load();
        LogLevel.apply(config.log().level());
        Server server = start(config);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            log.info("Stopping");
            server.close();
            // Being told to stop is no failure: without this the machine exits with 128 and the signal.
            StandardError.flushAll();
            Runtime.getRuntime().halt(0);
        }));
        spec.commandLine()
                .getOut()
                .println("Serving: SIP on " + config.sip().bind() + " udp "
                        + server.engine().sipUdpPort() + " tcp "
                        + server.engine().sipTcpPort() + tls(server) + ", MSRP on "
                        + config.msrp().bind() + " tcp " + server.engine().msrpPort()
                        + TlsPorts.words(
                                new ModuleSettings(config, Home.directory()).msrp(),
                                server.engine().msrp()));
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static String tls(Server server) {
        OptionalInt port = server.engine().sip().tlsPort();
        return port.isPresent() ? " tls " + port.getAsInt() : "";
    }

    private static Server start(Config config) throws Exception {
        try {
            return Server.start(config, Home.directory(), trace(config), Optional.empty(), List.of());
        } catch (IOException | MediaException e) {
            throw new CommandFailure("the server does not start: " + e.getMessage());
        }
    }

    private static Optional<SipTrace> trace(Config config) {
        return config.log().sipMessages() ? Optional.of(ServeCommand::logged) : Optional.empty();
    }

    private static void logged(SipTrace.Message message) {
        log.info(
                "SIP {} {} call-id={} {} {}",
                message.direction(),
                message.firstLine(),
                message.callId(),
                message.transport(),
                message.peer());
    }
}
