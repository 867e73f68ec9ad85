package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.delivery.Couriers;
import org.voxpost.engine.delivery.DeliveryTerms;
import org.voxpost.engine.delivery.Resumptions;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.media.MediaStore;
import org.voxpost.msml.dialog.XmsrpUri;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.testkit.Fault;
import org.voxpost.testkit.FaultProxy;

/** The second attempt at a job goes on where the first broke off, on real sockets (RFC 5547 §8.1). */
@Timeout(60)
class JobsGoOnTest {
    private static final int SIZE = 3_000_000;

    @TempDir
    private Path home;

    private final LaneThreads threads = new LaneThreads("jobs-timer");
    private final Resumptions resumptions = new Resumptions();
    private final BlockingQueue<ReceivedMessage> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> kept = new LinkedBlockingQueue<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private MediaStore media;

    @SuppressWarnings("NullAway.Init") // set before each test
    private MsrpEndpoint msrp;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SipEndpoint sip;

    @BeforeEach
    void open() throws Exception {
        media = MediaStore.open(MediaConfiguration.reading(home, home.resolve("spool"))
                .withWritable(home)
                .withDeletable(home)
                .withLimits(0, 1 << 24));
        msrp = MsrpEndpoint.open(MsrpConfiguration.on(loopback(0)));
        sip = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0), threads::lane, call -> {
            call.reject(403);
            return end -> {};
        });
        byte[] content = new byte[SIZE];
        new Random(SIZE).nextBytes(content);
        Files.write(home.resolve("a.amr"), content);
    }

    @AfterEach
    void close() {
        sip.close();
        msrp.close();
        threads.closeNow();
        media.close();
    }

    @Test
    void theNextAttemptSendsTheRest() throws Exception {
        byte[] content = Files.readAllBytes(home.resolve("a.amr"));
        assertThat(wentOn(() -> {})).isTrue();
        assertThat(home.resolve("a.amr")).doesNotExist();
        assertThat(next(received).file()).hasBinaryContent(content);
    }

    @Test
    void theNextAttemptSendsTheWholeWhereNothingIsLeftOfTheFirst() throws Exception {
        byte[] content = Files.readAllBytes(home.resolve("a.amr"));
        assertThat(wentOn(() -> {
                    try (var files = Files.newDirectoryStream(home.resolve("in"), "*.kept")) {
                        for (Path file : files) {
                            Files.delete(file);
                        }
                    }
                }))
                .isFalse();
        assertThat(next(received).file()).hasBinaryContent(content);
    }

    @Test
    void anotherContentIsSentFromItsBeginning() throws Exception {
        byte[] content = new byte[SIZE];
        assertThat(wentOn(() -> Files.write(home.resolve("a.amr"), content))).isFalse();
        assertThat(next(received).file()).hasBinaryContent(content);
    }

    private boolean wentOn(Between between) throws Exception {
        int port = freePort();
        try (FaultProxy network = FaultProxy.to(loopback(port)).towardsTarget(new Fault.ResetAfter(SIZE / 2));
                DeliveryServer server = DeliveryServer.open(terms(port, network.port()), new Events())) {
            Watching first = ship(server);
            assertThat(first.end()).isInstanceOf(AttemptOutcome.Failed.class);
            assertThat(next(kept)).isGreaterThanOrEqualTo(first.last).isLessThan(SIZE);
            assertThat(first.last).isPositive();
            between.happens();
            network.heal();
            Watching second = ship(server);
            assertThat(second.end()).isEqualTo(new AttemptOutcome.Delivered(SIZE, ""));
            return second.first > first.last;
        }
    }

    private Watching ship(DeliveryServer server) {
        DeliveryTerms terms = new DeliveryTerms(
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                "",
                List.of(),
                Duration.ofSeconds(5),
                "application/octet-stream",
                "127.0.0.1",
                uri -> PeerPolicy.DEFAULT.withWindow(262_144, 64));
        Parcel parcel = new Parcel(
                "job",
                new Parcel.Content.Recording("file://a.amr"),
                Optional.of(XmsrpUri.parse("xmsrp://?offerer=sip:a@127.0.0.1;answerer=sip:b@127.0.0.1:"
                        + server.sipUdpPort() + ";file=a.amr")),
                Optional.empty(),
                true,
                true,
                false);
        Watching watching = new Watching();
        new Couriers(
                        threads.lanes(),
                        threads.blocking(),
                        media,
                        () -> sip,
                        msrp,
                        terms,
                        resumptions,
                        Journal.none(),
                        event -> {})
                .ship(parcel, watching);
        return watching;
    }

    private ReceiveTerms terms(int port, int advertised) {
        MsrpConfiguration plain = MsrpConfiguration.on(loopback(port));
        return ReceiveTerms.into(
                home.resolve("in"),
                SipConfiguration.on("127.0.0.1", 0),
                new MsrpConfiguration(
                        plain.bind(),
                        plain.advertisedHost(),
                        advertised,
                        plain.network(),
                        plain.eventLoopThreads(),
                        plain.limits(),
                        plain.timeouts(),
                        plain.tls(),
                        plain.trace()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return java.util.Objects.requireNonNull(next);
    }

    private interface Between {
        void happens() throws IOException;
    }

    private static final class Watching implements Courier.Watcher {
        private final CompletableFuture<AttemptOutcome> end = new CompletableFuture<>();
        private volatile long first;
        private volatile long last;

        @Override
        public void acknowledged(long octets) {
            first = first == 0 ? octets : first;
            last = octets;
        }

        @Override
        public void ended(AttemptOutcome outcome) {
            assertThat(end.complete(outcome)).as("ended once").isTrue();
        }

        AttemptOutcome end() throws Exception {
            return end.get(30, TimeUnit.SECONDS);
        }
    }

    private final class Events implements ReceiveEvents {
        @Override
        public void received(ReceivedMessage message) {
            received.add(message);
        }

        @Override
        public void kept(String callId, String offeredName, long bytes, long total) {
            kept.add(bytes);
        }
    }
}
