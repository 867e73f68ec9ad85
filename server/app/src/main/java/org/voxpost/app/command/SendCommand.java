package org.voxpost.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.LogSection;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.config.Presets;
import org.voxpost.app.log.LogLevel;
import org.voxpost.app.progress.TransferProgress;
import org.voxpost.app.send.FilePush;
import org.voxpost.app.send.FileSender;
import org.voxpost.app.send.PushEvents;
import org.voxpost.app.send.PushOutcome;
import org.voxpost.msrp.MessagePolicy;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voxpost send}: pushes one file. */
@Command(
        name = "send",
        description = "Pushes one file to a delivery server over SIP and MSRP.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private Path file;

    @Parameters(index = "1", paramLabel = "TO", description = "Who gets it, such as sip:mailbox@192.0.2.7:5070.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private String to;

    @Option(
            names = "--from",
            paramLabel = "URI",
            description = "Who sends it. Default: sip:voxpost at the local address.")
    private @Nullable String from;

    @Option(names = "--type", paramLabel = "TYPE", description = "Media type. Default: by the file's name.")
    private @Nullable String type;

    @Option(names = "--name", paramLabel = "NAME", description = "Name to offer. Default: the file's own.")
    private @Nullable String name;

    @Option(
            names = "--chunk",
            paramLabel = "BYTES",
            description = "Bytes of one SEND. Default: 65536, or what the preset says.")
    private @Nullable Integer chunk;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Treat the server as a file in conf/peers says, such as siplib.")
    private @Nullable String preset;

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
        FilePush push = push();
        ModuleSettings settings = new ModuleSettings(configuration.load(), Home.directory());
        PeerPolicy policy = policy(settings.policy(push.to().host()).messages());
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Progress.onTerminal());
        Instant start = Instant.now();
        try (FileSender sender = FileSender.open(peer.sip(0), peer.msrp(0, settings.msrp()))) {
            PushOutcome outcome = sender.push(push, policy, new PushEvents() {
                        @Override
                        public void progressed(TransferProgress now) {
                            progress.at("", push.name(), now);
                        }

                        @Override
                        public void goesOn(long bytes) {
                            progress.line("going on after " + Words.bytes(bytes) + " that the server has");
                        }

                        @Override
                        public void brokenOff(String why, long acknowledged) {
                            progress.line("broken off after " + Words.bytes(acknowledged) + ", going on: " + why);
                        }
                    })
                    .join();
            progress.done("");
            return switch (outcome) {
                case PushOutcome.Delivered delivered -> {
                    out.println("sent " + Words.printable(push.name()) + "  " + Words.bytes(delivered.bytes())
                            + "  sha256 " + push.sha256() + "  in "
                            + Words.duration(Duration.between(start, Instant.now())));
                    yield 0;
                }
                case PushOutcome.Failed failed -> throw new CommandFailure("not sent: " + failed.why());
            };
        } catch (IOException e) {
            throw new CommandFailure("cannot send: " + e.getMessage());
        }
    }

    private FilePush push() {
        SipUri sender = from == null ? peer.uri() : PeerOptions.parse(from);
        SipUri receiver = PeerOptions.parse(to);
        try {
            FilePush push = FilePush.of(file, type == null ? MediaTypes.of(file) : type, sender, receiver);
            return name == null ? push : push.withName(name);
        } catch (IOException e) {
            throw new CommandFailure(file + (Files.exists(file) ? " cannot be read" : " does not exist"));
        }
    }

    private PeerPolicy policy(MessagePolicy messages) {
        try {
            Path presets = Home.directory().resolve("conf/peers");
            PeerPolicy usual = preset == null
                    ? PeerPolicy.DEFAULT.withMessages(messages)
                    : Presets.in(presets).policy(preset);
            PeerPolicy sized = chunk == null ? usual : usual.withChunks(chunk);
            return peer.over(sized);
        } catch (ConfigException e) {
            throw new WrongUsage("--preset: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--chunk: " + e.getMessage());
        }
    }
}
