package org.voxpost.engine.delivery;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.engine.lane.MonotonicClock;
import org.voxpost.engine.overload.Breakers;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.media.MediaStore;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.msml.dialog.XmsrpUri;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.CallEvents;
import org.voxpost.sip.CallHandler;
import org.voxpost.sip.IncomingCall;
import org.voxpost.sip.OptionsAnswer;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipEndpoint;
import org.voxpost.testkit.Delivery;
import org.voxpost.testkit.DeliveryServerPeer;

/** Single attempts, with the disk in the test's hands. */
class CouriersTest {

    @TempDir
    Path home;

    private final LaneThreads threads = new LaneThreads("couriers-timer");
    private final Disk disk = new Disk();
    private final Watching watching = new Watching();

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
        msrp = MsrpEndpoint.open(MsrpConfiguration.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        sip = SipEndpoint.open(SipConfiguration.on("127.0.0.1", 0), threads::lane, new Nobody());
    }

    @AfterEach
    void close() {
        sip.close();
        msrp.close();
        threads.closeNow();
        media.close();
    }

    @Test
    void attemptThatIsGivenUpWhileItConcludesIsDelivered() throws Exception {
        Path source = source(20_000);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            disk.holdAfter = 20_000;
            Courier.Shipment shipment = ship(
                    parcel(XmsrpUri.parse("xmsrp://?offerer=sip:a@127.0.0.1;answerer=" + far.uri() + ";file=a.amr")));
            Delivery delivery = far.expectDelivery();
            delivery.expectFile();
            Runnable concluding = disk.held();

            // The application server hangs up now, or says terminate: every octet was acknowledged before.
            shipment.abandon(Parting.AT_ONCE);
            concluding.run();

            assertThat(watching.end()).isEqualTo(new AttemptOutcome.Delivered(20_000, ""));
            delivery.expectBye();
            assertThat(source).doesNotExist();
        }
    }

    @Test
    void fileAsDestinationIsAcknowledgedWhileItIsWritten() throws Exception {
        Path source = source(300_000);
        byte[] content = Files.readAllBytes(source);
        Path destination = home.resolve("b.amr");

        ship(parcel(new Destination.Uri("file://" + destination)));

        assertThat(watching.end()).isEqualTo(new AttemptOutcome.Delivered(300_000, ""));
        assertThat(destination).hasBinaryContent(content);
        assertThat(source).doesNotExist();
        assertThat(List.copyOf(watching.acknowledged))
                .hasSizeGreaterThan(3)
                .isSorted()
                .first()
                .isNotEqualTo(300_000L);
    }

    private Courier.Shipment ship(Parcel parcel) {
        DeliveryTerms terms = new DeliveryTerms(
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                "",
                List.of(),
                Duration.ofSeconds(5),
                "application/octet-stream",
                "127.0.0.1",
                uri -> PeerPolicy.DEFAULT);
        return new Couriers(
                        threads.lanes(),
                        disk,
                        media,
                        () -> sip,
                        msrp,
                        terms,
                        new Resumptions(),
                        Journal.none(),
                        new Breakers(OverloadTerms.DEFAULT.breaker(), new MonotonicClock()),
                        new Pulls(),
                        event -> {})
                .ship(parcel, watching);
    }

    private static Parcel parcel(Destination destination) {
        return new Parcel(
                "job",
                new Parcel.Content.Recording("file://a.amr"),
                Optional.of(destination),
                Optional.empty(),
                true,
                true,
                false);
    }

    private Path source(int octets) throws Exception {
        byte[] content = new byte[octets];
        new Random(octets).nextBytes(content);
        return Files.write(home.resolve("a.amr"), content);
    }

    /** Lends threads for what waits for the disk, but holds the first such work behind the last acknowledgement. */
    private final class Disk implements Executor {
        private final BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        private volatile long holdAfter = Long.MAX_VALUE;
        private volatile boolean holding;

        @Override
        public void execute(Runnable work) {
            if (holding) {
                holding = false;
                held.add(work);
            } else {
                threads.blocking().execute(work);
            }
        }

        Runnable held() throws InterruptedException {
            Runnable work = held.poll(10, SECONDS);
            assertThat(work).as("work for the disk").isNotNull();
            return work;
        }
    }

    private final class Watching implements Courier.Watcher {
        private final BlockingQueue<Long> acknowledged = new LinkedBlockingQueue<>();
        private final CompletableFuture<AttemptOutcome> end = new CompletableFuture<>();

        @Override
        public void acknowledged(long octets) {
            acknowledged.add(octets);
            disk.holding = octets >= disk.holdAfter;
        }

        @Override
        public void ended(AttemptOutcome outcome) {
            assertThat(end.complete(outcome)).as("ended once").isTrue();
        }

        AttemptOutcome end() throws Exception {
            return end.get(10, SECONDS);
        }
    }

    private static final class Nobody implements CallHandler {
        @Override
        public CallEvents incoming(IncomingCall call) {
            call.reject(403);
            return end -> {};
        }

        @Override
        public OptionsAnswer options() {
            return new OptionsAnswer.Accepting();
        }
    }
}
