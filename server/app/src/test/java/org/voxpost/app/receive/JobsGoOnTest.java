package org.voxpost.app.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voxpost.app.receive.LoopbackFiles.freePort;
import static org.voxpost.app.receive.LoopbackFiles.loopback;
import static org.voxpost.app.receive.LoopbackFiles.msrp;
import static org.voxpost.app.receive.LoopbackFiles.next;
import static org.voxpost.app.receive.LoopbackFiles.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.delivery.Couriers;
import org.voxpost.engine.delivery.DeliveryTerms;
import org.voxpost.engine.delivery.Pulls;
import org.voxpost.engine.delivery.Resumptions;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.lane.LaneThreads;
import org.voxpost.engine.lane.MonotonicClock;
import org.voxpost.engine.overload.Breakers;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.engine.transfer.AttemptOutcome;
import org.voxpost.engine.transfer.Courier;
import org.voxpost.engine.transfer.Parcel;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.media.MediaStore;
import org.voxpost.msml.dialog.XmsrpUri;
import org.voxpost.msrp.MsrpEndpoint;
import org.voxpost.msrp.PeerPolicy;
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
    private Resumptions resumptions = new Resumptions();
    private final Heard heard = new Heard();

    @SuppressWarnings("NullAway.Init") // set before each test
    private LoopbackFiles files;

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
        msrp = MsrpEndpoint.open(msrp());
        sip = SipEndpoint.open(sip(), threads::lane, call -> {
            call.reject(403);
            return end -> {};
        });
        files = new LoopbackFiles(home);
        files.push("a.amr", SIZE);
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
        assertThat(next(heard.messages).file()).hasBinaryContent(content);
    }

    @Test
    void theNextAttemptSendsTheWholeWhereNothingIsLeftOfTheFirst() throws Exception {
        byte[] content = Files.readAllBytes(home.resolve("a.amr"));
        assertThat(wentOn(files::removeKept)).isFalse();
        assertThat(next(heard.messages).file()).hasBinaryContent(content);
    }

    @Test
    void anotherContentIsSentFromItsBeginning() throws Exception {
        byte[] content = new byte[SIZE];
        assertThat(wentOn(() -> Files.write(home.resolve("a.amr"), content))).isFalse();
        assertThat(next(heard.messages).file()).hasBinaryContent(content);
    }

    /** As after a restart of a server whose journal says nothing of how far it was. */
    @Test
    void aPartOfWhichNothingIsRememberedIsGoneOnWithAllTheSame() throws Exception {
        byte[] content = Files.readAllBytes(home.resolve("a.amr"));
        assertThat(wentOn(() -> resumptions = new Resumptions())).isTrue();
        assertThat(next(heard.messages).file()).hasBinaryContent(content);
    }

    private boolean wentOn(Between between) throws Exception {
        int port = freePort();
        try (FaultProxy network = FaultProxy.to(loopback(port)).towardsTarget(new Fault.ResetAfter(SIZE / 2));
                DeliveryServer server = DeliveryServer.open(files.terms(port, network), heard)) {
            Watching first = ship(server);
            assertThat(first.end()).isInstanceOf(AttemptOutcome.Failed.class);
            assertThat(next(heard.kept)).isGreaterThanOrEqualTo(first.last).isLessThan(SIZE);
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
                        new Breakers(OverloadTerms.DEFAULT.breaker(), new MonotonicClock()),
                        new Pulls(),
                        event -> {})
                .ship(parcel, watching);
        return watching;
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
}
