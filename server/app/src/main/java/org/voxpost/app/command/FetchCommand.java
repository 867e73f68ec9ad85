package org.voxpost.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voxpost.app.config.Config;
import org.voxpost.app.config.ConfigException;
import org.voxpost.app.config.LogSection;
import org.voxpost.app.config.ModuleSettings;
import org.voxpost.app.log.LogLevel;
import org.voxpost.app.progress.TransferProgress;
import org.voxpost.app.receive.FetchOutcome;
import org.voxpost.app.receive.FileFetcher;
import org.voxpost.app.receive.ReceiveEvents;
import org.voxpost.app.receive.ReceiveTerms;
import org.voxpost.app.receive.ReceivedMessage;
import org.voxpost.media.MediaException;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sdp.FileSelector;
import org.voxpost.sdp.Hash;
import org.voxpost.sip.SipUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code voxpost fetch}: asks a peer for one file. */
@Command(
        name = "fetch",
        description = "Asks a peer for one file over SIP and MSRP, checks it and keeps it.",
        mixinStandardHelpOptions = true)
final class FetchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PEER", description = "Who has it, such as sip:files@192.0.2.7:5070.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private String from;

    @Option(names = "--name", paramLabel = "NAME", description = "The file of this name.")
    private @Nullable String name;

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            converter = AcceptanceOptions.HashReader.class,
            description = "The file of this hash, such as sha-256:4A:AD:...")
    private @Nullable Hash hash;

    @Option(
            names = {"-d", "--dir"},
            description = "Where it goes. Default: ${DEFAULT-VALUE}.",
            defaultValue = "received")
    private Path directory = Path.of("received");

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
    public Integer call() throws ConfigException {
        LogLevel.apply(LogSection.Level.WARN);
        FileSelector asked = asked();
        SipUri to = PeerOptions.parse(from);
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Progress.onTerminal());
        Config config = configuration.load();
        ModuleSettings settings = new ModuleSettings(config, Home.directory());
        PeerPolicy policy =
                PeerPolicy.DEFAULT.withMessages(settings.policy(to.host()).messages());
        ReceiveTerms terms = limits.over(
                ReceiveTerms.into(directory, peer.sip(0), peer.msrp(0, settings.msrp()))
                        .withPolicy(peer.over(policy)),
                config.receive());
        try (FileFetcher fetcher = FileFetcher.open(terms)) {
            FetchOutcome outcome = fetcher.fetch(asked, peer.uri(), to, new ReceiveEvents() {
                        @Override
                        public void progressed(String callId, String offeredName, TransferProgress now) {
                            progress.at("", offeredName, now);
                        }

                        @Override
                        public void goesOn(String offeredName, long bytes) {
                            progress.line("going on after " + Words.bytes(bytes) + " that are here");
                        }
                    })
                    .join();
            progress.done("");
            return switch (outcome) {
                case FetchOutcome.Fetched(ReceivedMessage file) -> {
                    progress.line(
                            "fetched " + file.file() + "  " + Words.bytes(file.bytes()) + "  sha256 " + file.sha256());
                    yield 0;
                }
                case FetchOutcome.Failed(String why) -> throw new CommandFailure("not fetched: " + why);
            };
        } catch (IOException | MediaException e) {
            throw new CommandFailure("cannot fetch: " + e.getMessage());
        }
    }

    private FileSelector asked() {
        if (name == null && hash == null) {
            throw new WrongUsage("Which file? Say --name, --hash or both");
        }
        return new FileSelector(
                Optional.ofNullable(name),
                Optional.empty(),
                OptionalLong.empty(),
                hash == null ? List.of() : List.of(hash));
    }
}
