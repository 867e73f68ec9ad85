package org.voxpost.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voxpost.engine.EngineConfiguration;
import org.voxpost.engine.capture.CaptureTerms;
import org.voxpost.engine.control.ControlTerms;
import org.voxpost.engine.delivery.DeliveryTerms;
import org.voxpost.engine.journal.sql.JournalSettings;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.engine.transfer.TransferPolicy;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.msml.DocumentForm;
import org.voxpost.msml.MsmlLimits;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MessagePolicy;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.MsrpTimeouts;
import org.voxpost.msrp.MsrpTrace;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.RelayPolicy;
import org.voxpost.msrp.StrangerLimits;
import org.voxpost.msrp.TlsContext;
import org.voxpost.msrp.TlsSettings;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipTrace;

/** The configuration in the words of each module. */
public final class ModuleSettings {
    private final Config config;
    private final Path home;

    /**
     * Of this configuration.
     *
     * @param home where its relative paths start
     */
    public ModuleSettings(Config config, Path home) {
        this.config = config;
        this.home = home;
    }

    /** Without TLS and a trace; add one with {@link SipConfiguration#withTrace}. */
    public SipConfiguration sip() {
        return signalling().plain();
    }

    /** The files of SIP over TLS. */
    public TlsFiles sipTlsFiles() {
        return signalling().files();
    }

    private SipSettings signalling() {
        return new SipSettings(config.sip(), home);
    }

    public MsrpConfiguration msrp() {
        MsrpSection msrp = config.msrp();
        MsrpSection.LimitsSection limits = msrp.limits();
        MsrpSection.TimeoutsSection timeouts = msrp.timeouts();
        MsrpSection.FlowSection flow = msrp.flow();
        MsrpSection.StrangersSection strangers = msrp.strangers();
        return new MsrpConfiguration(
                new InetSocketAddress(msrp.bind(), msrp.port()),
                msrp.advertisedHost().orElse(msrp.bind()),
                msrp.advertisedPort(),
                msrp.network().network(),
                msrp.eventLoops(),
                new MsrpLimits(
                        limits.line().asInt(),
                        limits.headers(),
                        limits.openMessages(),
                        limits.message().bytes(),
                        limits.openBytes().bytes(),
                        limits.messageRanges(),
                        limits.unanswered().asInt(),
                        limits.writeQueue().asInt(),
                        limits.connections(),
                        limits.gap().bytes(),
                        limits.bodyRate().asInt(),
                        new StrangerLimits(
                                strangers.unboundConnections(),
                                strangers.unknownSessions(),
                                strangers.window(),
                                strangers.ban())),
                new MsrpTimeouts(
                        timeouts.connect(),
                        timeouts.establish(),
                        timeouts.transaction(),
                        timeouts.report(),
                        timeouts.writeStall(),
                        timeouts.unbound(),
                        timeouts.head(),
                        new FlowTimeouts(
                                flow.idle(),
                                flow.lifetime(),
                                flow.inactivity(),
                                flow.outer(),
                                flow.tail(),
                                flow.message(),
                                flow.decision())),
                tls(),
                Optional.empty());
    }

    /** The TLS contexts; where a peer wants TLS and none is configured, one of our own making. */
    public TlsSettings tls() {
        TlsSection tls = config.msrp().tls();
        List<TlsContext> contexts =
                tls.contexts().stream().map(this::tlsContext).toList();
        if (contexts.isEmpty() && config.msrp().wantsTls()) {
            contexts = List.of(TlsContext.selfSigned(TlsContext.DEFAULT_NAME)
                    .withPort(tls.port())
                    .withProfile(tls.profile()));
        }
        return new TlsSettings(
                contexts, tls.handshake(), tls.handshakes(), tls.chain().asInt(), tls.reload());
    }

    private TlsContext tlsContext(TlsSection.ContextSection context) {
        return new TlsContext(
                context.name(),
                context.port(),
                context.advertisedPort(),
                context.certificate().map(this::path),
                context.key().map(this::path),
                context.trust().map(this::path),
                context.clientCertificates(),
                context.profile().orElse(config.msrp().tls().profile()),
                context.fingerprint());
    }

    /**
     * How the peer of this host is treated: the first entry of {@code msrp.peers} that means it, over {@code msrp.policy}.
     *
     * @param host as in a URI, IPv6 with or without brackets
     * @throws UncheckedIOException when the password of a relay cannot be read
     */
    public PeerPolicy policy(String host) {
        try {
            return policy(host, relays());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Relays relays() throws IOException {
        return new Relays(config.msrp().relays(), home);
    }

    private PeerPolicy policy(String host, Relays relays) {
        MsrpSection.PolicySection usual = config.msrp().policy();
        MsrpSection.PeerSection peer = config.msrp().peers().stream()
                .filter(one -> PeerMatch.matches(one.match(), host))
                .findFirst()
                .orElseGet(MsrpSection.PeerSection::defaults);
        return new PeerPolicy(
                peer.offerSetup().orElse(usual.offerSetup()),
                peer.answerSetup().orElse(usual.answerSetup()),
                peer.discardPort().orElse(usual.discardPort()),
                peer.chunkSize().orElse(usual.chunkSize()).asInt(),
                peer.window().orElse(usual.window()).bytes(),
                peer.windowChunks().orElse(usual.windowChunks()),
                peer.address().over(usual.address()),
                peer.pool().over(usual.pool()),
                peer.security().over(usual.security()),
                new RelayPolicy(
                        relays.named(peer.relay().or(usual::relay)),
                        peer.relayChunkSize().orElse(usual.relayChunkSize()).asInt(),
                        peer.relayWindow().orElse(usual.relayWindow()).bytes()),
                peer.resume().orElse(usual.resume()),
                new MessagePolicy(
                        peer.interleaved().orElse(usual.interleaved()),
                        peer.reports().orElse(usual.reports()),
                        peer.emptySend().orElse(usual.emptySend()),
                        peer.keepAlive().orElse(usual.keepAlive()),
                        peer.assumedMaxSize().orElse(usual.assumedMaxSize()).bytes()));
    }

    /** @throws IOException when the file of a secret cannot be read */
    public MediaConfiguration media() throws IOException {
        return new MediaSettings(config.media(), home).all();
    }

    /** The same without the servers that need a secret. */
    public MediaConfiguration mediaDirectories() {
        return new MediaSettings(config.media(), home).directories();
    }

    public MsmlLimits msml() {
        MsmlSection.LimitsSection limits = config.msml().limits();
        return new MsmlLimits(
                limits.size().asInt(),
                limits.depth(),
                limits.elements(),
                limits.attributes(),
                limits.attributeLength());
    }

    /**
     * Everything at once, with these traces of messages.
     *
     * @throws IOException when a file that the configuration names cannot be read
     */
    public EngineConfiguration engine(Optional<SipTrace> sipTrace, Optional<MsrpTrace> msrpTrace) throws IOException {
        SipConfiguration sip = signalling().all();
        MsrpConfiguration msrp = msrp();
        return new EngineConfiguration(
                sipTrace.map(sip::withTrace).orElse(sip),
                msrpTrace.map(msrp::withTrace).orElse(msrp),
                media(),
                msml(),
                control(),
                delivery(relays()),
                transfer(),
                names(),
                overload(),
                capture(relays()),
                config.transfer().sourceDeadline(),
                config.transfer().drain());
    }

    private OverloadTerms overload() {
        OverloadSection overload = config.overload();
        return new OverloadTerms(
                overload.transfers(),
                overload.perApplicationServer(),
                overload.perDestination(),
                overload.queue(),
                overload.reserve(),
                config.sip().applicationServers().contains("*") ? Set.of() : Set.copyOf(overload.priorities()),
                overload.retryAfter(),
                new OverloadTerms.BreakerTerms(
                        overload.breaker().failures(), overload.breaker().rest()));
    }

    private Optional<CaptureTerms> capture(Relays relays) {
        CaptureSection capture = config.capture();
        if (!capture.captured()) {
            return Optional.empty();
        }
        return Optional.of(new CaptureTerms(
                capture.onControl(),
                Set.copyOf(capture.users()),
                capture.testCalls(),
                capture.acceptTypes(),
                capture.acceptWrappedTypes(),
                capture.maxSize().bytes(),
                capture.whole().asInt(),
                capture.storeDeadline(),
                capture.lostGrace(),
                capture.linkWithin(),
                capture.greeting(),
                capture.hold(),
                capture.closing(),
                capture.nickname(),
                msrp().advertisedHost(),
                host -> keptAlive(policy(host, relays))));
    }

    /** Somebody who hides may be silent for long: the connection of a caller is not taken for dead (NENA-STA-010.3). */
    private PeerPolicy keptAlive(PeerPolicy policy) {
        MessagePolicy messages = policy.messages();
        return messages.keepAlive().isZero()
                ? policy.withMessages(messages.withKeepAlive(config.capture().keepAlive()))
                : policy;
    }

    private ControlTerms control() {
        MsmlSection msml = config.msml();
        Optional<DocumentForm> form = switch (msml.form()) {
            case AUTO -> Optional.empty();
            case XMS -> Optional.of(DocumentForm.XMS);
            case RFC -> Optional.of(DocumentForm.RFC);
        };
        return new ControlTerms(
                form,
                msml.dialogs(),
                config.transfer().outlivesControl(),
                msml.scriptDeadline(),
                config.sip().advertisedHost().orElse(config.sip().bind()),
                config.transfer().promiseDeadline(),
                config.transfer().keyHeader(),
                ApplicationServers.of(
                        config.sip().applicationServers(), config.sip().applicationServerLookup()));
    }

    private DeliveryTerms delivery(Relays relays) {
        TransferSection transfer = config.transfer();
        return new DeliveryTerms(
                config.sip().answerDeadline(),
                transfer.tailGrace(),
                transfer.jobHeader(),
                List.of(),
                transfer.sourceDeadline(),
                transfer.fallbackType(),
                msrp().advertisedHost(),
                uri -> policy(uri.host(), relays));
    }

    private TransferPolicy transfer() {
        TransferSection.RetrySection retry = config.transfer().retry();
        return new TransferPolicy(
                config.transfer().concurrency(),
                retry.base(),
                retry.max(),
                retry.jitterPercent() / 100.0,
                retry.longestRetryAfter());
    }

    /** Of the transfer primitive. */
    public TransferNames names() {
        MsmlSection.TransferNames names = config.msml().names();
        return new TransferNames(
                names.end(),
                names.duration(),
                names.objectId(),
                names.size(),
                names.status(),
                names.reason(),
                names.objectCount(),
                names.complete(),
                names.maxTime(),
                names.terminated(),
                names.failed(),
                names.resume(),
                names.terminate(),
                names.startTimer());
    }

    /** The directory of the embedded journal. */
    public Path journalDirectory() {
        return path(config.journal().directory());
    }

    /**
     * Where the journal is kept; empty where nothing is.
     *
     * @param sinks each gets every notice of an outcome
     * @throws IOException when the password of the database cannot be had
     */
    public Optional<JournalSettings> journal(List<String> sinks) throws IOException {
        JournalSection journal = config.journal();
        if (!journal.kept()) {
            return Optional.empty();
        }
        return Optional.of(new JournalSettings(
                journalDirectory(),
                database(journal.database()),
                journal.node().orElse(""),
                sinks,
                journal.commit().entries(),
                journal.commit().waiting(),
                journal.reserve().bytes(),
                new JournalSettings.Retention(
                        journal.retention().age(),
                        journal.retention().orders(),
                        config.capture().keep())));
    }

    private Optional<JournalSettings.Database> database(JournalSection.DatabaseSection database) throws IOException {
        if (database.url().isEmpty()) {
            return Optional.empty();
        }
        String password = "";
        if (database.passwordFile().isPresent()) {
            Path file = path(database.passwordFile().get());
            try {
                password = Files.readString(file).stripTrailing();
            } catch (IOException e) {
                throw new IOException("the password of the journal's database cannot be read from " + file, e);
            }
        } else if (database.passwordVariable().isPresent()) {
            String variable = database.passwordVariable().get();
            password = Optional.ofNullable(System.getenv(variable))
                    .orElseThrow(() -> new IOException(
                            "the password of the journal's database is not in the environment variable " + variable));
        }
        return Optional.of(new JournalSettings.Database(
                database.url().get(), database.user().orElse(""), password, database.lease()));
    }

    /** A configured path; relative ones start at the home directory. */
    public Path path(Path configured) {
        return home.resolve(configured).normalize();
    }
}
