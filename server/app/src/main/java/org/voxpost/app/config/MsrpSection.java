package org.voxpost.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.MessagePolicy.EmptySend;
import org.voxpost.msrp.MessagePolicy.Reports;
import org.voxpost.msrp.PeerPolicy.AnswerSetup;
import org.voxpost.msrp.PeerPolicy.OfferSetup;
import org.voxpost.msrp.RelayAccount.DigestUri;

/** Section {@code msrp}: the sessions that carry files and text (RFC 4975, RFC 6135). */
public record MsrpSection(
        @Form(value = Form.HOST, words = Form.HOST_WORDS) String bind,
        @Bounds(min = "0", max = "65535") int port,
        @Form(value = Form.HOST, words = Form.HOST_WORDS) Optional<String> advertisedHost,
        @Bounds(min = "0", max = "65535") int advertisedPort,
        NetworkSection network,
        @Bounds(min = "0", max = "256") int eventLoops,
        List<RelaySection> relays,
        PolicySection policy,
        List<PeerSection> peers,
        TlsSection tls,
        TimeoutsSection timeouts,
        FlowSection flow,
        LimitsSection limits,
        StrangersSection strangers) {
    /** What a peer says that is reached without the relay of {@code policy}. */
    static final String NO_RELAY = "none";

    /** Of ours, in a row. */
    private static final int MOST_RELAYS = 8;

    static final MsrpSection DEFAULT = new MsrpSection(
            "127.0.0.1",
            2855,
            Optional.empty(),
            0,
            NetworkSection.DEFAULT,
            0,
            List.of(),
            new PolicySection(
                    OfferSetup.ACTPASS,
                    AnswerSetup.PASSIVE,
                    true,
                    true,
                    new ByteSize(64 << 10),
                    new ByteSize(8 << 10),
                    new ByteSize(48 << 10),
                    new ByteSize(4 << 20),
                    4096,
                    AddressSection.DEFAULT,
                    PoolSection.DEFAULT,
                    SecuritySection.DEFAULT,
                    Optional.empty(),
                    4,
                    Reports.AUTO,
                    EmptySend.RANGE,
                    Duration.ZERO,
                    new ByteSize(0)),
            List.of(),
            TlsSection.DEFAULT,
            new TimeoutsSection(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10)),
            new FlowSection(
                    Duration.ofSeconds(300),
                    Duration.ofSeconds(86_400),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(300),
                    Duration.ofSeconds(10)),
            new LimitsSection(
                    new ByteSize(8 << 10),
                    64,
                    64,
                    new ByteSize(0),
                    new ByteSize(64L << 30),
                    64,
                    new ByteSize(1 << 20),
                    new ByteSize(512 << 10),
                    10_000,
                    new ByteSize(256 << 20),
                    new ByteSize(10)),
            new StrangersSection(1_000, 100, Duration.ofSeconds(60), Duration.ofSeconds(60)));

    public MsrpSection {
        Wildcard.requireAdvertised(bind, advertisedHost);
        securities(policy, peers).forEach(tls::requireNamed);
        Set<String> names = relays.stream().map(RelaySection::name).collect(Collectors.toSet());
        Stream.concat(Stream.of(policy.relay()), peers.stream().map(PeerSection::relay))
                .flatMap(Optional::stream)
                .filter(name -> !name.equals(NO_RELAY) && !names.contains(name))
                .forEach(name -> {
                    throw new IllegalArgumentException("relays has no entry " + name);
                });
        Set<String> plain = relays.stream()
                .filter(relay -> !nearest(relay, relays).uri().startsWith("msrps:"))
                .map(RelaySection::name)
                .collect(Collectors.toSet());
        requireAgreement(plain, SecuritySection.Peer.NOTHING.over(policy.security()), policy.relay());
        for (PeerSection peer : peers) {
            requireAgreement(
                    plain, peer.security().over(policy.security()), peer.relay().or(policy::relay));
        }
    }

    /** The one that we connect to, of those that lead to a relay. */
    private static RelaySection nearest(RelaySection relay, List<RelaySection> relays) {
        RelaySection at = relay;
        for (int i = 0; at.through().isPresent(); i++) {
            String name = at.through().get();
            at = relays.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("relays has no entry " + name));
            if (i == MOST_RELAYS - 1) {
                throw new IllegalArgumentException("relay " + relay.name() + " is reached through more than "
                        + (MOST_RELAYS - 1) + " others, or itself");
            }
        }
        return at;
    }

    private static void requireAgreement(Set<String> plain, MediaSecurity security, Optional<String> relay) {
        if (security.transport() == MediaSecurity.Transport.TLS
                && relay.filter(plain::contains).isPresent()) {
            throw new IllegalArgumentException("transport is tls, and relay " + relay.get() + " is plain");
        }
        if (security.requireFingerprint()
                && relay.filter(name -> !name.equals(NO_RELAY)).isPresent()) {
            throw new IllegalArgumentException(
                    "require-fingerprint is set, and behind relay " + relay.get() + " none can be checked");
        }
    }

    private static Stream<MediaSecurity> securities(PolicySection policy, List<PeerSection> peers) {
        return Stream.concat(
                Stream.of(SecuritySection.Peer.NOTHING.over(policy.security())),
                peers.stream().map(peer -> peer.security().over(policy.security())));
    }

    /** Whether a peer or a relay may be met over TLS. */
    boolean wantsTls() {
        return securities(policy, peers).anyMatch(security -> security.transport() != MediaSecurity.Transport.PLAIN)
                || relays.stream().anyMatch(relay -> relay.uri().startsWith("msrps:"));
    }

    /** Our account at a relay (RFC 4976 §5.1), with the password here or in a file. */
    public record RelaySection(
            @Form(value = Form.TOKEN, words = Form.TOKEN_WORDS)
            String name,

            @Form(
                    value = "msrps?://[^\\s\\p{Cntrl}/]{1,300};tcp",
                    words = "the URI of a relay, such as msrps://relay.example.com:2855;tcp")
            String uri,

            String user,
            Optional<String> password,
            Optional<Path> passwordFile,
            Optional<String> realm,
            Optional<String> through,
            @Bounds(min = "1s", max = "30d") Duration expires,
            DigestUri digestUri,
            @Bounds(min = "100ms", max = "1m") Duration answer,
            @Bounds(min = "1s", max = "7d") Duration idle) {
        static RelaySection defaults() {
            return new RelaySection(
                    "relay",
                    "msrps://relay.invalid;tcp",
                    "voxpost",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofHours(1),
                    DigestUri.AUTO,
                    Duration.ofSeconds(5),
                    Duration.ofHours(1));
        }

        public RelaySection {
            if (name.equals(NO_RELAY)) {
                throw new IllegalArgumentException("a relay cannot be called " + NO_RELAY);
            }
            if (password.isPresent() && passwordFile.isPresent()) {
                throw new IllegalArgumentException("password and password-file are both set");
            }
        }

        /** Without the password: configurations are logged. */
        @Override
        public String toString() {
            return "RelaySection[name=" + name + ", uri=" + uri + ", user=" + user + "]";
        }
    }

    /** How a peer is treated that no entry of {@code peers} matches. */
    public record PolicySection(
            OfferSetup offerSetup,
            AnswerSetup answerSetup,
            boolean discardPort,
            boolean resume,
            @Bounds(min = "512B", max = "1GiB") ByteSize chunkSize,
            @Bounds(min = "512B", max = "1GiB") ByteSize relayChunkSize,
            @Bounds(min = "4KiB", max = "1GiB") ByteSize relayWindow,
            @Bounds(min = "512B", max = "1TiB") ByteSize window,
            @Bounds(min = "1", max = "1000000") int windowChunks,
            AddressSection address,
            PoolSection pool,
            SecuritySection security,
            Optional<String> relay,
            @Bounds(min = "1", max = "64") int interleaved,
            Reports reports,
            EmptySend emptySend,
            @Bounds(min = "0s", max = "1h") Duration keepAlive,
            @Bounds(min = "0B", max = "1024TiB") ByteSize assumedMaxSize) {}

    /** What differs for some peers; a key left out is as in {@code policy}. */
    public record PeerSection(
            @Form(value = PeerMatch.FORM, words = PeerMatch.WORDS)
            String match,

            @Form(value = "[a-z0-9-]+", words = "the name of a file in conf/peers, without .yaml")
            Optional<String> preset,

            Optional<OfferSetup> offerSetup,
            Optional<AnswerSetup> answerSetup,
            Optional<Boolean> discardPort,
            Optional<Boolean> resume,

            @Bounds(min = "512B", max = "1GiB") Optional<ByteSize> chunkSize,

            @Bounds(min = "512B", max = "1GiB") Optional<ByteSize> relayChunkSize,

            @Bounds(min = "4KiB", max = "1GiB") Optional<ByteSize> relayWindow,

            @Bounds(min = "512B", max = "1TiB") Optional<ByteSize> window,

            @Bounds(min = "1", max = "1000000") Optional<Integer> windowChunks,
            AddressSection.Peer address,
            PoolSection.Peer pool,
            SecuritySection.Peer security,

            Optional<String> relay,
            @Bounds(min = "1", max = "64") Optional<Integer> interleaved,
            Optional<Reports> reports,
            Optional<EmptySend> emptySend,
            @Bounds(min = "0s", max = "1h") Optional<Duration> keepAlive,

            @Bounds(min = "0B", max = "1024TiB") Optional<ByteSize> assumedMaxSize) {
        public PeerSection {
            PeerMatch.check(match);
        }

        static PeerSection defaults() {
            return new PeerSection(
                    "*",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    AddressSection.Peer.NOTHING,
                    PoolSection.Peer.NOTHING,
                    SecuritySection.Peer.NOTHING,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** How long we wait. */
    public record TimeoutsSection(
            @Bounds(min = "100ms", max = "10m") Duration connect,
            @Bounds(min = "100ms", max = "1h") Duration establish,
            @Bounds(min = "100ms", max = "1h") Duration transaction,
            @Bounds(min = "100ms", max = "1d") Duration report,
            @Bounds(min = "100ms", max = "1h") Duration writeStall,
            @Bounds(min = "100ms", max = "1h") Duration unbound,
            @Bounds(min = "100ms", max = "1h") Duration head) {}

    /** How long connections, sessions and messages last, or may be silent. */
    public record FlowSection(
            @ByProfile @Bounds(min = "0s", max = "999999999s")
            Duration idle,

            @Bounds(min = "0s", max = "999999999s") Duration lifetime,
            @Bounds(min = "0s", max = "10s") Duration inactivity,
            @Bounds(min = "0s", max = "60s") Duration outer,
            @Bounds(min = "0s", max = "60s") Duration tail,
            @Bounds(min = "1s", max = "24h") Duration message,
            @Bounds(min = "100ms", max = "1h") Duration decision) {
        public FlowSection {
            if (!inactivity.isZero() && inactivity.compareTo(Duration.ofSeconds(5)) < 0) {
                throw new IllegalArgumentException("inactivity is 0s, or 5s to 10s");
            }
        }
    }

    /** What one peer may take of us. */
    public record LimitsSection(
            @Bounds(min = "256B", max = "1MiB") ByteSize line,
            @Bounds(min = "8", max = "10000") int headers,
            @Bounds(min = "1", max = "100000") int openMessages,
            @Bounds(min = "0B", max = "1024TiB") ByteSize message,
            @Bounds(min = "0B", max = "1024TiB") ByteSize openBytes,
            @Bounds(min = "1", max = "100000") int messageRanges,
            @Bounds(min = "1KiB", max = "1GiB") ByteSize unanswered,
            @Bounds(min = "4KiB", max = "1GiB") ByteSize writeQueue,
            @Bounds(min = "1", max = "1000000") int connections,
            @Bounds(min = "1KiB", max = "1024TiB") ByteSize gap,
            @Bounds(min = "0B", max = "1MiB") ByteSize bodyRate) {}

    /** What those may take of us who know no session. */
    public record StrangersSection(
            @Bounds(min = "1", max = "1000000") int unboundConnections,
            @Bounds(min = "1", max = "1000000") int unknownSessions,
            @Bounds(min = "1s", max = "1h") Duration window,
            @Bounds(min = "0s", max = "24h") Duration ban) {}
}
