package org.voxpost.app.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.msrp.AddressPolicy;
import org.voxpost.msrp.MsrpConfiguration;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.sip.SipConfiguration;
import org.voxpost.sip.SipUri;
import org.voxpost.testkit.ManualDelivery;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.MsrpPeer;
import org.voxpost.testkit.SipMessage;

/** A push step by step: what the server does in mid-call, and behind its BYE. */
@Timeout(60)
class PushTest {
    private static final PeerPolicy CEMA =
            PeerPolicy.DEFAULT.withAddress(AddressPolicy.DEFAULT.withTarget(AddressPolicy.Target.CEMA));

    @TempDir
    private Path directory;

    private final ManualDelivery far = new ManualDelivery();

    @SuppressWarnings("NullAway.Init") // set before each test
    private FileSender sender;

    @BeforeEach
    void open() throws Exception {
        sender = FileSender.open(
                SipConfiguration.on("127.0.0.1", 0),
                MsrpConfiguration.on(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
    }

    @AfterEach
    void close() {
        sender.close();
        far.close();
    }

    private CompletableFuture<PushOutcome> push(PeerPolicy policy) throws Exception {
        Path file = Files.write(directory.resolve("a.amr"), new byte[3_000]);
        SipUri from = SipUri.of("voxpost", "127.0.0.1", 0);
        FilePush push = FilePush.of(file, "audio/amr", from, SipUri.parse(far.uri()));
        return sender.push(push, policy, new PushEvents() {});
    }

    private static PushOutcome outcome(CompletableFuture<PushOutcome> push) throws Exception {
        return push.get(20, TimeUnit.SECONDS);
    }

    @Test
    void anOfferInMidCallIsAnsweredAndThePushGoesOn() throws Exception {
        CompletableFuture<PushOutcome> push = push(PeerPolicy.DEFAULT);
        far.take(far.expectInvite());
        MsrpFrame file = far.expectFile();

        SipMessage answer = far.offer(far.description(1, "a=setup:passive"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("a=setup:active").contains("a=file-transfer-id:");
        far.msrp.respond(file, 200);

        assertThat(outcome(push)).isEqualTo(new PushOutcome.Delivered(3_000));
        far.dialog().expect("BYE");
    }

    @Test
    void theOfferIsMadeAgainWithoutCemaWhereTheServerConnectsPastAMiddlebox() throws Exception {
        CompletableFuture<PushOutcome> push = push(CEMA);
        String past = ManualDelivery.description(1, far.msrp.port(), "msrp://192.168.1.2:2855/x;tcp", "a=setup:active");
        far.take(far.expectInvite(), past);

        SipMessage again = far.dialog().expect("INVITE");
        assertThat(again.body()).doesNotContain("msrp-cema");
        far.take(again);
        far.msrp.respond(far.expectFile(), 200);

        assertThat(outcome(push)).isEqualTo(new PushOutcome.Delivered(3_000));
    }

    @Test
    void aServerThatRefusesToDoWithoutCemaEndsThePush() throws Exception {
        CompletableFuture<PushOutcome> push = push(CEMA);
        String past = ManualDelivery.description(1, far.msrp.port(), "msrp://192.168.1.2:2855/x;tcp", "a=setup:active");
        far.take(far.expectInvite(), past);
        SipMessage again = far.dialog().expect("INVITE");
        far.dialog().respond(again, 488, "Not Acceptable Here", "");
        far.dialog().respond(far.dialog().expect("BYE"), 200, "OK", "");

        assertThat(outcome(push).toString()).contains("CEMA").contains("488");
    }

    @Test
    void acknowledgementsBehindAByeCount() throws Exception {
        CompletableFuture<PushOutcome> push = push(PeerPolicy.DEFAULT);
        far.take(far.expectInvite());
        MsrpFrame file = far.expectFile();

        far.dialog().bye();
        far.dialog().expectResponse(200, "BYE");
        far.msrp.respond(file, 200);

        assertThat(outcome(push)).isEqualTo(new PushOutcome.Delivered(3_000));
    }

    @Test
    void aByeWithoutAcknowledgementsEndsThePush() throws Exception {
        CompletableFuture<PushOutcome> push = push(PeerPolicy.DEFAULT);
        far.take(far.expectInvite());
        far.expectFile();

        long start = System.nanoTime();
        far.dialog().bye();

        assertThat(outcome(push).toString()).contains("hung up");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void aServerThatMovesGetsTheFileWhereItMoved() throws Exception {
        try (MsrpPeer elsewhere = MsrpPeer.listen().answerAlways()) {
            CompletableFuture<PushOutcome> push = push(PeerPolicy.DEFAULT);
            far.take(far.expectInvite());
            far.expectFile();

            far.offer(ManualDelivery.description(2, elsewhere.port(), elsewhere.uri(), "a=setup:passive"));

            assertThat(outcome(push)).isEqualTo(new PushOutcome.Delivered(3_000));
            assertThat(elsewhere.expectMessage()).hasSize(3_000);
        }
    }

    @Test
    void portZeroEndsThePush() throws Exception {
        CompletableFuture<PushOutcome> push = push(PeerPolicy.DEFAULT);
        far.take(far.expectInvite());
        far.expectFile();

        SipMessage answer = far.offer(ManualDelivery.description(2, 0, far.msrp.uri()));

        assertThat(answer.body()).contains("m=message 0 ");
        assertThat(outcome(push).toString()).contains("closed the stream");
    }
}
