package org.voxpost.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.Peers.Outcome;
import org.voxpost.msrp.Peers.Receiving;
import org.voxpost.sdp.Setup;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.MsrpPeer;

/** One endpoint against peers that misbehave. */
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"127.0.0.1", "::1"})
class RawPeerTest {

    private final InetAddress address;
    private final Receiving events = new Receiving();
    private final Outcome outcome = new Outcome();
    private MsrpEndpoint endpoint;
    private MsrpPeer peer;

    RawPeerTest(String address) throws Exception {
        this.address = InetAddress.ofLiteral(address);
        this.peer = MsrpPeer.listen(this.address);
        this.endpoint = MsrpEndpoint.open(Peers.on(address));
    }

    @AfterEach
    void close() {
        peer.close();
        endpoint.close();
    }

    private void reopen(MsrpTimeouts timeouts) throws Exception {
        endpoint.close();
        endpoint = MsrpEndpoint.open(Peers.on(address.getHostAddress()).withTimeouts(timeouts));
    }

    private static SessionTerms terms() {
        return SessionTerms.of(List.of("*")).withPolicy(PeerPolicy.DEFAULT.withChunks(4_096));
    }

    private MsrpSession toPeer() throws Exception {
        MsrpSession session = endpoint.offer(terms(), events);
        session.answered(Peers.description(peer.uri(), Setup.PASSIVE));
        return session;
    }

    private MsrpSession fromPeer() throws Exception {
        peer.close();
        MsrpSession session = endpoint.offer(terms(), events);
        session.answered(Peers.description("msrp://127.0.0.1:2855/raw;tcp", Setup.ACTIVE));
        peer = MsrpPeer.connect(new InetSocketAddress(address, endpoint.port()))
                .remotePath(session.localDescription()
                        .attribute("path")
                        .orElseThrow()
                        .text());
        return session;
    }

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(count).nextBytes(octets);
        return octets;
    }

    @Test
    void pathOfThePeerIsRepeatedByteForByte() throws Exception {
        MsrpSession session = toPeer();
        MsrpFrame first = peer.expectSend();
        assertThat(first.header("To-Path")).hasValue(peer.uri());
        assertThat(first.header("From-Path"))
                .hasValue(session.localDescription()
                        .attribute("path")
                        .orElseThrow()
                        .text());
        assertThat(first.octets()).isEmpty();
        peer.respond(first, 200);
        assertThat(Peers.await(events.established)).isTrue();
    }

    @Test
    void nothingIsSentBeforeTheAnswer() throws Exception {
        MsrpSession session = endpoint.offer(terms(), events);
        session.send(MessageContent.of("audio/amr", octets(10)), outcome);
        peer.expectNothing(Duration.ofMillis(100));
        assertThat(peer.connectionCount()).isZero();
    }

    /** A session of ours on a connection that the peer closes behind its last session, before it heard of ours. */
    private MsrpSession lostBeforeAnswer(Receiving second, MessageContent content) throws Exception {
        toPeer();
        peer.respond(peer.expectSend(), 200);
        Peers.await(events.established);
        MsrpSession session = endpoint.offer(terms(), second);
        session.answered(Peers.description(peer.uri(), Setup.PASSIVE));
        session.send(content, outcome);
        assertThat(peer.expectSend().octets()).isEmpty();
        assertThat(peer.expectSend().octets()).hasSize(3_000);
        assertThat(peer.connectionCount()).isEqualTo(1);
        peer.reset();
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECTION_LOST);
        return session;
    }

    @Test
    void sessionThatHeardNothingOnASharedConnectionConnectsAnew() throws Exception {
        Receiving second = new Receiving();
        Counted body = new Counted(octets(3_000));
        MsrpSession session =
                lostBeforeAnswer(second, MessageContent.of("audio/amr", body).withMessageId("m1"));

        MsrpFrame opening = peer.expectSend();
        assertThat(opening.octets()).isEmpty();
        assertThat(opening.header("From-Path")).hasValue(Peers.path(session));
        assertThat(peer.connectionCount()).isEqualTo(2);
        MsrpFrame chunk = peer.expectSend();
        assertThat(chunk.messageId()).isEqualTo("m1");
        assertThat(chunk.firstOctet()).isEqualTo(1);
        assertThat(chunk.octets()).isEqualTo(octets(3_000));
        assertThat(outcome.outcome).isNotDone();
        peer.respond(opening, 200);
        peer.respond(chunk, 200);

        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(3_000));
        assertThat(Peers.await(second.established)).isTrue();
        assertThat(second.ended).isNotDone();
        assertThat(body.closes).hasValue(1);
    }

    @Test
    void sessionConnectsAnewOnlyOnce() throws Exception {
        Receiving second = new Receiving();
        Counted body = new Counted(octets(3_000));
        lostBeforeAnswer(second, MessageContent.of("audio/amr", body));
        assertThat(peer.expectSend().octets()).isEmpty();
        peer.reset();

        assertThat(Peers.await(outcome.outcome)).isInstanceOf(SendOutcome.ConnectionLost.class);
        assertThat(Peers.await(second.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECTION_LOST);
        assertThat(peer.connectionCount()).isEqualTo(2);
    }

    @Test
    void sessionThatHeardNothingOnAConnectionOfItsOwnIsLostWithIt() throws Exception {
        MsrpSession session = toPeer();
        session.send(MessageContent.of("audio/amr", octets(3_000)), outcome);
        peer.expectSend();
        peer.reset();

        assertThat(Peers.await(outcome.outcome)).isInstanceOf(SendOutcome.ConnectionLost.class);
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECTION_LOST);
        assertThat(peer.connectionCount()).isEqualTo(1);
    }

    @Test
    void refusalInMidMessageEndsWithAHash() throws Exception {
        MsrpSession session = toPeer();
        peer.respond(peer.expectSend(), 200);
        session.send(MessageContent.of("audio/amr", octets(10_000_000)), outcome);
        MsrpFrame chunk = peer.expectSend();
        peer.respond(chunk, 413, "Enough");
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Refused(413, "Enough"));
        MsrpFrame last = chunk;
        while (last.flag() == '+') {
            last = peer.expectSend();
        }
        assertThat(last.flag()).isEqualTo('#');
        peer.expectNothing(Duration.ofMillis(50));
    }

    @Test
    void resetInMidChunkIsALostConnection() throws Exception {
        MsrpSession session = toPeer();
        peer.respond(peer.expectSend(), 200);
        session.send(MessageContent.of("audio/amr", octets(10_000_000)), outcome);
        peer.expectSend();
        peer.reset();
        assertThat(Peers.await(outcome.outcome)).isInstanceOf(SendOutcome.ConnectionLost.class);
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECTION_LOST);
        assertThat(endpoint.statistics().sessions()).isZero();
    }

    @Test
    void silenceIsATimeout() throws Exception {
        reopen(MsrpTimeouts.DEFAULT.withTransaction(Duration.ofMillis(200)));
        MsrpSession session = toPeer();
        peer.respond(peer.expectSend(), 200);
        session.send(MessageContent.of("audio/amr", octets(10)), outcome);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.TimedOut(SendOutcome.Phase.RESPONSE));
        assertThat(events.ended).isNotDone();
    }

    @Test
    void peerThatNeverConnectsIsATimeout() throws Exception {
        reopen(MsrpTimeouts.DEFAULT.withEstablish(Duration.ofMillis(200)));
        MsrpSession session = endpoint.offer(terms(), events);
        session.answered(Peers.description("msrp://127.0.0.1:9/raw;tcp", Setup.ACTIVE));
        session.send(MessageContent.of("audio/amr", octets(10)), outcome);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.TimedOut(SendOutcome.Phase.ESTABLISH));
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.NOT_ESTABLISHED);
    }

    @Test
    void peerThatAnswersNothingAtAllIsATimeout() throws Exception {
        reopen(MsrpTimeouts.DEFAULT.withEstablish(Duration.ofMillis(200)));
        toPeer();
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.NOT_ESTABLISHED);
        peer.expectEnd();
    }

    @Test
    void refusedConnectionEndsTheSession() throws Exception {
        String gone = peer.uri();
        peer.close();
        MsrpSession session = endpoint.offer(terms(), events);
        session.answered(Peers.description(gone, Setup.PASSIVE));
        session.send(MessageContent.of("audio/amr", octets(10)), outcome);
        assertThat(Peers.await(outcome.outcome)).isInstanceOf(SendOutcome.ConnectionLost.class);
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.CONNECT_FAILED);
    }

    @Test
    void peerThatStopsReadingStopsTheSource() throws Exception {
        reopen(MsrpTimeouts.DEFAULT.withWriteStall(Duration.ofMillis(300)));
        MsrpSession session = endpoint.offer(
                SessionTerms.of(List.of("*")).withPolicy(PeerPolicy.DEFAULT.withWindow(1L << 40, 1 << 20)), events);
        session.answered(Peers.description(peer.uri(), Setup.PASSIVE));
        peer.respond(peer.expectSend(), 200);
        peer.stopReading();
        Endless source = new Endless();
        session.send(MessageContent.of("audio/amr", source), outcome);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.TimedOut(SendOutcome.Phase.WRITE));
        assertThat(source.octets).isLessThan(32_000_000);
        assertThat(Peers.await(source.closed)).isTrue();
    }

    /** Counts how often it is closed. */
    private static final class Counted implements Body.Source {
        private final byte[] octets;
        private final AtomicInteger closes = new AtomicInteger();

        Counted(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public long length() {
            return octets.length;
        }

        @Override
        public CompletionStage<Integer> read(long position, ByteBuffer target) {
            int count = Math.min(target.remaining(), octets.length - (int) position);
            target.put(octets, (int) position, count);
            return CompletableFuture.completedFuture(count);
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    /** A terabyte of nothing. */
    private static final class Endless implements Body.Source {
        final CompletableFuture<Boolean> closed = new CompletableFuture<>();
        volatile long octets;

        @Override
        public long length() {
            return 1L << 40;
        }

        @Override
        public CompletionStage<Integer> read(long position, ByteBuffer target) {
            octets = position;
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
    void sourceThatEndsEarlyFailsTheMessage() throws Exception {
        MsrpSession session = toPeer();
        peer.answerAlways();
        session.send(MessageContent.of("audio/amr", Body.of(Path.of("/nonexistent/file"), 0, 100_000)), outcome);
        assertThat(Peers.await(outcome.outcome)).isInstanceOf(SendOutcome.SourceFailed.class);
    }

    @Test
    void endOfTheLastSessionEndsTheConnection() throws Exception {
        MsrpSession first = toPeer();
        MsrpSession second = endpoint.offer(terms(), new Receiving());
        second.answered(Peers.description(peer.uri(), Setup.PASSIVE));
        peer.respond(peer.expectSend(), 200);
        peer.respond(peer.expectSend(), 200);
        assertThat(peer.connectionCount()).isEqualTo(1);
        first.end();
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.LOCAL);
        second.send(MessageContent.of("text/plain", octets(5)), outcome);
        peer.respond(peer.expectSend(), 200);
        assertThat(Peers.await(outcome.outcome)).isEqualTo(new SendOutcome.Delivered(5));
        second.end();
        peer.expectEnd();
    }

    @Test
    void connectionOfItsOwnIsNotShared() throws Exception {
        SessionTerms own =
                terms().withPolicy(PeerPolicy.DEFAULT.withPool(PoolPolicy.DEFAULT.withSharing(PoolPolicy.Sharing.OWN)));
        for (int i = 0; i < 2; i++) {
            endpoint.offer(own, new Receiving()).answered(Peers.description(peer.uri(), Setup.PASSIVE));
            peer.respond(peer.expectSend(), 200);
        }
        assertThat(peer.connectionCount()).isEqualTo(2);
    }

    @Test
    void unknownSessionAndSecondConnectionAreTurnedAway() throws Exception {
        MsrpSession session = fromPeer();
        String path = session.localDescription().attribute("path").orElseThrow().text();
        peer.sendEmpty();
        peer.expectResponse(200);
        try (MsrpPeer second = MsrpPeer.connect(new InetSocketAddress(address, endpoint.port()))) {
            second.remotePath(path).send("text/plain", octets(5));
            second.expectResponse(506);
            second.remotePath(path.replace(session.id(), "guess")).send("text/plain", octets(5));
            second.expectResponse(481);
        }
        peer.send("text/plain", "hi".getBytes(StandardCharsets.UTF_8));
        peer.expectResponse(200);
        assertThat(Peers.await(events.messages).text()).isEqualTo("hi");
    }

    @Test
    void sessionThatEndedIsUnknown() throws Exception {
        MsrpSession kept = fromPeer();
        peer.sendEmpty();
        peer.expectResponse(200);
        MsrpSession ended = endpoint.offer(terms(), new Receiving());
        ended.answered(Peers.description("msrp://127.0.0.1:2855/raw2;tcp", Setup.ACTIVE));
        String endedPath =
                ended.localDescription().attribute("path").orElseThrow().text();
        peer.remotePath(endedPath).sendEmpty();
        peer.expectResponse(200);
        ended.end();
        Receiving unused = new Receiving();
        endpoint.offer(terms(), unused).end();
        Peers.await(unused.ended);
        peer.remotePath(kept.localDescription().attribute("path").orElseThrow().text());
        peer.sendEmpty();
        peer.expectResponse(200);
        assertThat(endpoint.statistics().sessions()).isLessThanOrEqualTo(2);
    }

    @Test
    void noiseIsClosedAndCounted() throws Exception {
        fromPeer();
        peer.sendRaw("GET / HTTP/1.1\r\n\r\n");
        peer.expectEnd();
        assertThat(endpoint.statistics().protocolFaults()).isEqualTo(1);
    }

    @Test
    void connectionWithoutARequestIsClosed() throws Exception {
        reopen(MsrpTimeouts.DEFAULT.withUnbound(Duration.ofMillis(200)));
        fromPeer();
        peer.expectEnd();
    }

    @Test
    void closedEndpointEndsItsSessions() throws Exception {
        MsrpSession session = toPeer();
        peer.respond(peer.expectSend(), 200);
        session.send(MessageContent.of("audio/amr", octets(10)), outcome);
        peer.expectSend();
        endpoint.close();
        assertThat(Peers.await(outcome.outcome)).isInstanceOf(SendOutcome.ConnectionLost.class);
        assertThat(Peers.await(events.ended).cause()).isEqualTo(SessionEnd.Cause.ENDPOINT_CLOSED);
    }
}
