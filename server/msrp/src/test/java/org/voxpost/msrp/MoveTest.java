package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.MediaDescription;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.MsrpPeer;

/** Offers in mid-call: what they move, and what they leave alone (RFC 4975 §8.4). */
@Timeout(60)
class MoveTest {

    private final Receiving events = new Receiving();
    private final MsrpPeer first = MsrpPeer.listen();
    private final MsrpPeer second = MsrpPeer.listen();
    private final MsrpEndpoint endpoint = Peers.open();
    private final MsrpSession session = endpoint.offer(SessionTerms.of(List.of("*")), events);

    MoveTest() throws Exception {
        session.answered(Peers.description(first.uri(), Setup.PASSIVE));
        first.respond(first.expectSend(), 200);
        assertThat(Peers.await(events.established)).isTrue();
    }

    @AfterEach
    void close() {
        endpoint.close();
        first.close();
        second.close();
    }

    private Outcome send(int octets) {
        Outcome outcome = new Outcome();
        session.send(MessageContent.of("audio/amr", octets(octets)), outcome);
        return outcome;
    }

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(count).nextBytes(octets);
        return octets;
    }

    private static String setup(MediaDescription media) {
        return media.attribute("setup").orElseThrow().text();
    }

    @Test
    void offerThatChangesNothingChangesNothing() throws Exception {
        String path = Peers.path(session);
        MediaDescription answer = session.reoffered(Peers.description(first.uri(), Setup.ACTPASS));
        assertThat(setup(answer)).isEqualTo("active");
        assertThat(answer.attribute("path").orElseThrow().text()).isEqualTo(path);
        Outcome outcome = send(10);
        first.respond(first.expectSend(), 200);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(10));
        assertThat(first.connectionCount()).isEqualTo(1);
    }

    @Test
    void ourOwnOfferThatIsAnsweredAsBeforeChangesNothing() throws Exception {
        MediaDescription offer = session.reoffer();
        assertThat(setup(offer)).isEqualTo("actpass");
        assertThat(offer.attribute("path").orElseThrow().text()).isEqualTo(Peers.path(session));
        session.answered(Peers.description(first.uri(), Setup.PASSIVE));
        Outcome outcome = send(10);
        first.respond(first.expectSend(), 200);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(10));
        assertThat(first.connectionCount()).isEqualTo(1);
    }

    @Test
    void peerThatMovesIsFollowed() throws Exception {
        MediaDescription answer = session.reoffered(Peers.description(second.uri(), Setup.PASSIVE));
        assertThat(setup(answer)).isEqualTo("active");
        first.expectEnd();
        MsrpFrame opening = second.expectSend();
        assertThat(opening.header("To-Path")).hasValue(second.uri());
        second.respond(opening, 200);
        Outcome outcome = send(10);
        second.respond(second.expectSend(), 200);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(10));
        assertThat(events.ended).isNotDone();
    }

    @Test
    void messageThatWasNotDeliveredIsSentAgainUnderItsId() throws Exception {
        Outcome outcome = send(100_000);
        MsrpFrame lost = first.expectSend();
        second.answerAlways();
        session.reoffered(Peers.description(second.uri(), Setup.PASSIVE));
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(100_000));
        assertThat(second.expectMessage()).isEqualTo(octets(100_000));
        assertThat(second.message(lost.header("Message-ID").orElseThrow())).isPresent();
    }

    @Test
    void peerThatMovesBeforeItSaidAnythingIsFollowedToo() throws Exception {
        try (MsrpPeer mute = MsrpPeer.listen()) {
            MsrpSession young = endpoint.offer(SessionTerms.of(List.of("*")), new Receiving());
            young.answered(Peers.description(mute.uri(), Setup.PASSIVE));
            Outcome outcome = new Outcome();
            young.send(MessageContent.of("audio/amr", octets(9_000)), outcome);
            mute.expectSend();
            second.answerAlways();
            young.reoffered(Peers.description(second.uri(), Setup.PASSIVE));
            assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(9_000));
        }
    }

    @Test
    void peerThatMovesAndConnectsIsAwaited() throws Exception {
        MediaDescription answer = session.reoffered(Peers.description(second.uri(), Setup.ACTIVE));
        assertThat(setup(answer)).isEqualTo("passive");
        assertThat(answer.port()).isEqualTo(endpoint.port());
        first.expectEnd();
        try (MsrpPeer active =
                MsrpPeer.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port()))) {
            active.remotePath(Peers.path(session)).send("text/plain", "hi".getBytes(StandardCharsets.UTF_8));
            active.expectResponse(200);
            assertThat(Peers.await(events.messages).text()).isEqualTo("hi");
            Outcome outcome = send(10);
            active.respond(active.expectSend(), 200);
            assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(10));
        }
    }

    @Test
    void connectionThatASessionLeftDoesNotGetItBack() throws Exception {
        Receiving others = new Receiving();
        MsrpSession other = endpoint.offer(SessionTerms.of(List.of("*")), others);
        other.answered(Peers.description(first.uri(), Setup.PASSIVE));
        first.respond(first.expectSend(), 200);
        assertThat(Peers.await(others.established)).isTrue();
        session.reoffered(Peers.description(second.uri(), Setup.ACTIVE));
        while (endpoint.statistics().boundSessions() > 1) {
            Thread.onSpinWait();
        }
        first.remotePath(Peers.path(session)).sendEmpty();
        first.expectResponse(481);
        first.remotePath(Peers.path(other)).sendEmpty();
        first.expectResponse(200);
    }

    @Test
    void sourceIsReadAgainWhenItIsDoneWithWhatItWasAsked() throws Exception {
        Outcome outcome = new Outcome();
        Slow source = new Slow();
        session.send(MessageContent.of("audio/amr", source), outcome);
        Peers.await(source.asked);
        second.answerAlways();
        session.reoffered(Peers.description(second.uri(), Setup.PASSIVE));
        second.expectConnection();
        assertThat(source.reads).hasValue(1);
        source.answer.complete(1);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(source.length()));
        assertThat(Peers.await(source.closed)).isTrue();
    }

    /** Answers its first read when it is told to, and the others at once. */
    private static final class Slow implements Body.Source {
        final CompletableFuture<Boolean> asked = new CompletableFuture<>();
        final CompletableFuture<Integer> answer = new CompletableFuture<>();
        final CompletableFuture<Boolean> closed = new CompletableFuture<>();
        final AtomicInteger reads = new AtomicInteger();

        @Override
        public long length() {
            return 50_000;
        }

        @Override
        public CompletionStage<Integer> read(long position, ByteBuffer target) {
            if (reads.incrementAndGet() == 1) {
                asked.complete(true);
                return answer;
            }
            int count = target.remaining();
            target.position(target.limit());
            return CompletableFuture.completedFuture(count);
        }

        @Override
        public void close() {
            closed.complete(true);
        }
    }

    @Test
    void offerThatMakesNoSessionLeavesTheOneThatIs() throws Exception {
        MediaDescription good = Peers.description(second.uri(), Setup.PASSIVE);
        for (MediaDescription bad : List.of(good.withPort(0), good.without("path"))) {
            assertThatThrownBy(() -> session.reoffered(bad)).isInstanceOf(NegotiationRefused.class);
        }
        Outcome outcome = send(10);
        first.respond(first.expectSend(), 200);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(10));
    }

    @Test
    void moveToWhereNobodyIsEndsTheSession() throws Exception {
        String gone = second.uri();
        second.close();
        session.reoffered(Peers.description(gone, Setup.PASSIVE));
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECT_FAILED);
        assertThatThrownBy(() -> session.reoffered(Peers.description(first.uri(), Setup.PASSIVE)))
                .isInstanceOfSatisfying(
                        NegotiationRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(NegotiationRefused.Reason.OVER));
    }

    @Test
    void peerWhoseRelayGaveItAnotherUriIsReachedOverTheSameConnection() throws Exception {
        String peer = "msrp://192.0.2.1:2855/far;tcp";
        String relay = "msrp://127.0.0.1:" + second.port() + "/";
        session.reoffered(Peers.description(relay + "r1;tcp " + peer, Setup.PASSIVE));
        second.respond(second.expectSend(), 200);
        Outcome outcome = send(3_000);
        MsrpFrame before = second.expectSend();
        second.respond(before, 200);
        session.reoffered(Peers.description(relay + "r2;tcp " + peer, Setup.PASSIVE));
        second.report(before, 200, "1-3000/3000");
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(3_000));
        send(10);
        assertThat(second.expectSend().header("To-Path")).hasValue(relay + "r2;tcp " + peer);
        assertThat(second.connectionCount()).isEqualTo(1);
    }
}
