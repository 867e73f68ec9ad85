package org.voxpost.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.LogSection;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.config.ReceiveSection;
import org.voxpost.app.log.LogLevel;
import org.voxpost.app.log.StandardError;
import org.voxpost.app.progress.TransferProgress;
import org.voxpost.app.receive.DeliveryServer;
import org.voxpost.app.receive.ReceiveEvents;
import org.voxpost.app.receive.ReceiveTerms;
import org.voxpost.app.receive.ReceivedMessage;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.PeerPolicy.AnswerSetup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code voxpost receive}: a delivery server. */
@Command(
        name = "receive",
        description =
                "Runs a delivery server: takes the files that are pushed to it, checks size and hash, and keeps them.",
        mixinStandardHelpOptions = true)
final class ReceiveCommand implements Callable<Integer> {
    /** Matched by no entry of the configuration but those for everybody. */
    private static final String ANYBODY = "anybody.invalid";

    @Option(
            names = {"-p", "--port"},
            description = "SIP port, UDP and TCP; 0 takes any. Default: ${DEFAULT-VALUE}.",
            defaultValue = "5070")
    private int port;

    @Option(
            names = "--msrp-port",
            description = "MSRP port; 0 takes any. Default: ${DEFAULT-VALUE}.",
            defaultValue = "2856")
    private int msrpPort;

    @Option(
            names = {"-d", "--dir"},
            description = "Where files go. Default: ${DEFAULT-VALUE}.",
            defaultValue = "received")
    private Path directory = Path.of("received");

    @Option(
            names = "--setup",
            description = "Who connects when the caller leaves it to us: ${COMPLETION-CANDIDATES}. Default:"
                    + " ${DEFAULT-VALUE}.",
            defaultValue = "PASSIVE")
    private AnswerSetup setup = AnswerSetup.PASSIVE;

    @Option(
            names = "--once",
            description =
                    "Ends with the first call in which a file came, was given, lost or refused: exit 0 when nothing was"
                            + " lost or refused.")
    private boolean once;

    @Option(names = "--refuse", paramLabel = "STATUS", description = "Refuses every call with this SIP status.")
    private @Nullable Integer refuse;

    @Mixin
    private final AcceptanceOptions acceptance = new AcceptanceOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    private final ConfigOptions configuration = new ConfigOptions();

    @Mixin
    private final PeerOptions peer = new PeerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ConfigException {
        LogLevel.apply(LogSection.Level.WARN);
        PrintWriter out = spec.commandLine().getOut();
        Printer printer = new Printer(new Progress(out, Progress.onTerminal()));
        try (DeliveryServer server = DeliveryServer.open(terms(), printer)) {
            out.println("Receiving into " + directory.toAbsolutePath() + ": SIP on " + peer.address() + " udp "
                    + server.sipUdpPort() + " tcp " + server.sipTcpPort() + ", MSRP on port " + server.msrpPort()
                    + server.msrpTlsPorts());
            out.flush();
            if (!once) {
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(server)));
                new CountDownLatch(1).await();
            }
            printer.firstCall.await();
            return printer.received.get() > 0 && !printer.lost.get() ? 0 : 1;
        } catch (IOException | MediaException e) {
            throw new CommandFailure("cannot receive: " + e.getMessage());
        }
    }

    private ReceiveTerms terms() throws ConfigException {
        Config config = configuration.load();
        ReceiveSection usual = config.receive();
        ModuleSettings settings = new ModuleSettings(config, Home.directory());
        PeerPolicy policy =
                PeerPolicy.DEFAULT.withMessages(settings.policy(ANYBODY).messages());
        ReceiveTerms terms = ReceiveTerms.into(directory, peer.sip(port), peer.msrp(msrpPort, settings.msrp()))
                .withPolicy(peer.over(policy.withAnswerSetup(setup)));
        terms = acceptance.over(limits.over(terms, usual), usual, Home.directory());
        if (refuse == null) {
            return terms;
        }
        if (refuse < 300 || refuse > 699) {
            throw new WrongUsage("--refuse takes a status from 300 to 699");
        }
        return terms.refusing(refuse);
    }

    private static void stop(DeliveryServer server) {
        server.close();
        // Being told to stop is no failure.
        StandardError.flushAll();
        Runtime.getRuntime().halt(0);
    }

    /** One line for each file, on whatever lane it arrives. */
    private static final class Printer implements ReceiveEvents {
        private final Progress progress;
        private final Set<String> eventful = ConcurrentHashMap.newKeySet();
        private final CountDownLatch firstCall = new CountDownLatch(1);
        private final AtomicInteger received = new AtomicInteger();
        private final AtomicBoolean lost = new AtomicBoolean();

        Printer(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void progressed(String callId, String offeredName, TransferProgress now) {
            progress.at(file(callId, offeredName), nameOf(offeredName), now);
        }

        @Override
        public void received(ReceivedMessage message) {
            received.incrementAndGet();
            eventful.add(message.callId());
            progress.done(file(message.callId(), message.offeredName()));
            progress.line("received " + message.file() + "  " + Words.bytes(message.bytes()) + "  sha256 "
                    + message.sha256());
        }

        @Override
        public void kept(String callId, String offeredName, long bytes, long total) {
            progress.line("kept " + Words.bytes(bytes) + " of " + Words.bytes(total) + " of " + nameOf(offeredName)
                    + ", for its sender to go on");
        }

        @Override
        public void repeated(String callId, String offeredName) {
            received.incrementAndGet();
            eventful.add(callId);
            progress.done(file(callId, offeredName));
            progress.line("repeated " + nameOf(offeredName) + ": it is stored already");
        }

        @Override
        public void gave(String callId, String name, long bytes) {
            received.incrementAndGet();
            eventful.add(callId);
            progress.line("gave " + name + "  " + Words.bytes(bytes));
        }

        @Override
        public void lost(String callId, String offeredName, String why) {
            lost.set(true);
            eventful.add(callId);
            progress.done(file(callId, offeredName));
            progress.line("lost " + nameOf(offeredName) + ": " + why);
        }

        @Override
        public void ended(String callId, String why) {
            if (eventful.remove(callId)) {
                firstCall.countDown();
            }
        }

        private static String file(String callId, String offeredName) {
            return callId + ' ' + offeredName;
        }

        private static String nameOf(String offeredName) {
            return offeredName.isEmpty() ? "a message" : offeredName;
        }
    }
}
