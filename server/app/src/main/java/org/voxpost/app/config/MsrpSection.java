package org.voxpost.app.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.voxpost.msrp.MediaSecurity;
import org.voxpost.msrp.PeerPolicy.AnswerSetup;
import org.voxpost.msrp.PeerPolicy.OfferSetup;

/** Section {@code msrp}: the sessions that carry files and text (RFC 4975, RFC 6135). */
public record MsrpSection(
        @Form(value = Form.HOST, words = Form.HOST_WORDS) String bind,
        @Bounds(min = "0", max = "65535") int port,
        @Form(value = Form.HOST, words = Form.HOST_WORDS) Optional<String> advertisedHost,
        @Bounds(min = "0", max = "65535") int advertisedPort,
        NetworkSection network,
        @Bounds(min = "0", max = "256") int eventLoops,
        PolicySection policy,
        List<PeerSection> peers,
        TlsSection tls,
        TimeoutsSection timeouts,
        LimitsSection limits) {
    static final MsrpSection DEFAULT = new MsrpSection(
            "127.0.0.1",
            2855,
            Optional.empty(),
            0,
            NetworkSection.DEFAULT,
            0,
            new PolicySection(
                    OfferSetup.ACTPASS,
                    AnswerSetup.PASSIVE,
                    true,
                    new ByteSize(64 << 10),
                    new ByteSize(4 << 20),
                    4096,
                    AddressSection.DEFAULT,
                    PoolSection.DEFAULT,
                    SecuritySection.DEFAULT),
            List.of(),
            TlsSection.DEFAULT,
            new TimeoutsSection(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10)),
            new LimitsSection(
                    new ByteSize(8 << 10),
                    64,
                    64,
                    new ByteSize(0),
                    64,
                    new ByteSize(1 << 20),
                    new ByteSize(512 << 10),
                    10_000));

    public MsrpSection {
        Wildcard.requireAdvertised(bind, advertisedHost);
        securities(policy, peers).forEach(tls::requireNamed);
    }

    private static Stream<MediaSecurity> securities(PolicySection policy, List<PeerSection> peers) {
        return Stream.concat(
                Stream.of(SecuritySection.Peer.NOTHING.over(policy.security())),
                peers.stream().map(peer -> peer.security().over(policy.security())));
    }

    /** Whether a peer may be met over TLS. */
    boolean wantsTls() {
        return securities(policy, peers).anyMatch(security -> security.transport() != MediaSecurity.Transport.PLAIN);
    }

    /** How a peer is treated that no entry of {@code peers} matches. */
    public record PolicySection(
            OfferSetup offerSetup,
            AnswerSetup answerSetup,
            boolean discardPort,
            @Bounds(min = "512B", max = "1GiB") ByteSize chunkSize,
            @Bounds(min = "512B", max = "1TiB") ByteSize window,
            @Bounds(min = "1", max = "1000000") int windowChunks,
            AddressSection address,
            PoolSection pool,
            SecuritySection security) {}

    /** What differs for some peers; a key left out is as in {@code policy}. */
    public record PeerSection(
            @Form(value = PeerMatch.FORM, words = PeerMatch.WORDS)
            String match,

            Optional<OfferSetup> offerSetup,
            Optional<AnswerSetup> answerSetup,
            Optional<Boolean> discardPort,

            @Bounds(min = "512B", max = "1GiB") Optional<ByteSize> chunkSize,

            @Bounds(min = "512B", max = "1TiB") Optional<ByteSize> window,

            @Bounds(min = "1", max = "1000000") Optional<Integer> windowChunks,
            AddressSection.Peer address,
            PoolSection.Peer pool,
            SecuritySection.Peer security) {
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
                    AddressSection.Peer.NOTHING,
                    PoolSection.Peer.NOTHING,
                    SecuritySection.Peer.NOTHING);
        }
    }

    /** How long we wait. */
    public record TimeoutsSection(
            @Bounds(min = "100ms", max = "10m") Duration connect,
            @Bounds(min = "100ms", max = "1h") Duration establish,
            @Bounds(min = "100ms", max = "1h") Duration transaction,
            @Bounds(min = "100ms", max = "1h") Duration writeStall,
            @Bounds(min = "100ms", max = "1h") Duration unbound,
            @Bounds(min = "100ms", max = "1h") Duration head) {}

    /** What one peer may take of us. */
    public record LimitsSection(
            @Bounds(min = "256B", max = "1MiB") ByteSize line,
            @Bounds(min = "8", max = "10000") int headers,
            @Bounds(min = "1", max = "100000") int openMessages,
            @Bounds(min = "0B", max = "1024TiB") ByteSize message,
            @Bounds(min = "1", max = "100000") int messageRanges,
            @Bounds(min = "1KiB", max = "1GiB") ByteSize unanswered,
            @Bounds(min = "4KiB", max = "1GiB") ByteSize writeQueue,
            @Bounds(min = "1", max = "1000000") int connections) {}
}
