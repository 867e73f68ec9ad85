package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.session.Bench.Written;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Frame;

/** RFC 4975 §7.1. */
class SendingTest {

    private static final PeerPolicy SMALL_CHUNKS = PeerPolicy.DEFAULT.withChunks(4_096);

    private final Bench bench = new Bench();
    private final Listening events = new Listening();

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(count).nextBytes(octets);
        return octets;
    }

    private static MessageContent amr(int count) {
        return MessageContent.of("audio/amr", octets(count));
    }

    @Test
    void activeSideSpeaksFirstAndWithoutABody() {
        SessionCore session = bench.session("s1", events);
        session.send(amr(10), "m1234", events);
        bench.core.attach(session, true, bench.now);
        bench.settle();
        List<Written> frames = bench.frames();
        assertThat(frames.get(0).send().body()).isFalse();
        assertThat(frames.get(0).send().range()).isEqualTo(ByteRange.whole(0));
        assertThat(frames.get(1).send().messageId()).isEqualTo("m1234");
        assertThat(events.established).isFalse();
        bench.respond(frames.get(0), 200);
        assertThat(events.established).isTrue();
    }

    @Test
    void largeMessageGoesInContiguousChunks() {
        SessionCore session = bench.active("s1", events, SMALL_CHUNKS);
        session.send(amr(20_000), "m1234", events);
        bench.settle();
        List<Written> frames = bench.frames();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Written frame : frames) {
            assertThat(frame.send().messageId()).isEqualTo("m1234");
            assertThat(frame.send().range()).isEqualTo(new ByteRange(body.size() + 1, ByteRange.UNKNOWN, 20_000));
            body.writeBytes(frame.body());
        }
        assertThat(body.toByteArray()).isEqualTo(octets(20_000));
        assertThat(frames).extracting(frame -> frame.head().transaction()).doesNotHaveDuplicates();
        assertThat(frames)
                .extracting(Written::flag)
                .containsOnlyOnce(Continuation.COMPLETE)
                .endsWith(Continuation.COMPLETE);
        assertThat(events.outcomes).isEmpty();
        frames.forEach(frame -> bench.respond(frame, 200));
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(20_000));
        assertThat(events.acknowledged).isEqualTo(20_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2_047, 2_048})
    void smallMessageHasItsEndInItsRange(int length) {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(amr(length), "m1234", events);
        bench.settle();
        Written frame = bench.frames().getFirst();
        assertThat(frame.send().range()).isEqualTo(ByteRange.whole(length));
        assertThat(frame.body()).isEqualTo(octets(length));
        bench.respond(frame, 200);
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(length));
    }

    @Test
    void messageAboveTheLimitCanBeInterrupted() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(amr(2_049), "m1234", events);
        bench.settle();
        assertThat(bench.frames().getFirst().send().range()).isEqualTo(new ByteRange(1, ByteRange.UNKNOWN, 2_049));
    }

    @Test
    void windowBoundsWhatIsUnacknowledged() {
        SessionCore session = bench.active("s1", events, SMALL_CHUNKS.withWindow(8_192, 100));
        session.send(amr(40_960), "m1234", events);
        bench.settle();
        List<Written> frames = bench.frames();
        assertThat(frames).hasSize(2);
        assertThat(bench.frameOpen()).isTrue();
        bench.respond(frames.get(0), 200);
        assertThat(bench.frames()).hasSize(1);
    }

    @Test
    void windowBoundsTheChunksToo() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT.withWindow(1 << 20, 2));
        for (int i = 0; i < 5; i++) {
            session.send(amr(10), "m123" + i, events);
        }
        bench.settle();
        List<Written> frames = bench.frames();
        assertThat(frames).hasSize(2);
        bench.respond(frames.getFirst(), 200);
        assertThat(bench.frames()).hasSize(1);
    }

    @Test
    void refusalInMidMessageStopsItAtOnce() {
        SessionCore session = bench.active("s1", events, SMALL_CHUNKS.withWindow(8_192, 100));
        session.send(amr(100_000), "m1234", events);
        bench.settle();
        bench.respond(bench.frames().getFirst(), 413);
        List<Written> rest = bench.frames();
        assertThat(rest).hasSize(1);
        assertThat(rest.getFirst().flag()).isEqualTo(Continuation.ABORTED);
        assertThat(events.outcomes).containsExactly(new SendOutcome.Refused(413, ""));
    }

    @Test
    void refusalWhileTheNetworkIsBusyEndsTheOpenChunk() {
        SessionCore session = bench.active("s1", events, SMALL_CHUNKS);
        bench.writable = false;
        session.send(amr(100_000), "m1234", events);
        bench.settle();
        bench.writable = true;
        bench.settle();
        Written first = bench.frames().getFirst();
        bench.respond(first, 413);
        assertThat(bench.frameOpen()).isFalse();
        assertThat(events.outcomes).containsExactly(new SendOutcome.Refused(413, ""));
    }

    @Test
    void abortBetweenChunksIsSaidToo() {
        SessionCore session = bench.active("s1", events, SMALL_CHUNKS.withWindow(1 << 20, 1));
        Outgoing message = session.send(amr(100_000), "m1234", events);
        bench.settle();
        assertThat(bench.frames()).hasSize(1);
        session.abort(message, bench.now);
        bench.settle();
        List<Written> rest = bench.frames();
        assertThat(rest).hasSize(1);
        assertThat(rest.getFirst().flag()).isEqualTo(Continuation.ABORTED);
        assertThat(rest.getFirst().body()).isEmpty();
        assertThat(events.outcomes).containsExactly(new SendOutcome.Aborted());
    }

    @Test
    void silenceEndsTheMessageAfterThirtySeconds() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(amr(10), "m1234", events);
        bench.settle();
        bench.advance(Duration.ofMillis(29_999));
        assertThat(events.outcomes).isEmpty();
        bench.advance(Duration.ofMillis(1));
        assertThat(events.outcomes).containsExactly(new SendOutcome.TimedOut(SendOutcome.Phase.RESPONSE));
    }

    @Test
    void silenceAfterTheFirstRequestEndsTheSession() {
        SessionCore session = bench.session("s1", events);
        bench.core.attach(session, true, bench.now);
        session.send(amr(10), "m1234", events);
        bench.settle();
        bench.advance(Duration.ofSeconds(30));
        assertThat(events.outcomes).containsExactly(new SendOutcome.TimedOut(SendOutcome.Phase.ESTABLISH));
        assertThat(events.ends).extracting(SessionEnd::cause).containsExactly(SessionEnd.Cause.NOT_ESTABLISHED);
        assertThat(bench.closed).isTrue();
    }

    @Test
    void withoutFailureReportNothingIsWaitedFor() {
        SessionCore session = bench.active("s1", events, SMALL_CHUNKS.withWindow(4_096, 1));
        session.send(amr(20_000).withReports(false, FailureReport.NO), "m1234", events);
        bench.settle();
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(20_000));
        bench.advance(Duration.ofSeconds(60));
        assertThat(events.ends).isEmpty();
    }

    @Test
    void successReportCompletesTheDelivery() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(amr(10).withReports(true, FailureReport.YES), "m1234", events);
        bench.settle();
        Written frame = bench.frames().getFirst();
        assertThat(frame.send().successReport()).isTrue();
        bench.respond(frame, 200);
        assertThat(events.outcomes).isEmpty();
        bench.receive(report("1-4/10", "000 200 OK"));
        assertThat(events.outcomes).isEmpty();
        bench.receive(report("5-10/10", "000 200 OK"));
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(10));
        assertThat(bench.frames()).isEmpty();
    }

    @Test
    void failureReportAfterTheResponseWins() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(amr(10).withReports(true, FailureReport.YES), "m1234", events);
        bench.settle();
        bench.respond(bench.frames().getFirst(), 200);
        bench.receive(report("1-10/10", "000 403 No"));
        assertThat(events.outcomes).containsExactly(new SendOutcome.Refused(403, "No"));
    }

    private static String report(String range, String status) {
        return "MSRP rep12345 REPORT\r\nTo-Path: " + Bench.US + "s1;tcp\r\nFrom-Path: " + Bench.PEER
                + "s1;tcp\r\nMessage-ID: m1234\r\nByte-Range: " + range + "\r\nStatus: " + status
                + "\r\n-------rep12345$\r\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {481, 506})
    void peerWithoutTheSessionEndsIt(int status) {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(amr(10), "m1234", events);
        session.send(amr(11), "m1235", events);
        bench.settle();
        bench.respond(bench.frames().getFirst(), status);
        assertThat(events.outcomes.getFirst()).isEqualTo(new SendOutcome.Refused(status, ""));
        assertThat(events.outcomes.get(1)).isInstanceOf(SendOutcome.ConnectionLost.class);
        assertThat(events.ends).extracting(SessionEnd::cause).containsExactly(SessionEnd.Cause.REFUSED_BY_PEER);
        assertThat(bench.closed).isTrue();
    }

    @Test
    void lostConnectionIsTheOutcome() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(amr(10), "m1234", events);
        bench.settle();
        bench.core.closed("reset", bench.now);
        assertThat(events.outcomes).containsExactly(new SendOutcome.ConnectionLost("reset"));
        assertThat(events.ends).containsExactly(new SessionEnd(SessionEnd.Cause.CONNECTION_LOST, "reset"));
    }

    @Test
    void connectionStaysUntilItsLastSessionEnds() {
        Listening others = new Listening();
        SessionCore first = bench.active("s1", events, PeerPolicy.DEFAULT);
        SessionCore second = bench.active("s2", others, PeerPolicy.DEFAULT);
        first.end(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"), bench.now);
        assertThat(bench.closed).isFalse();
        second.end(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"), bench.now);
        assertThat(bench.closed).isTrue();
    }

    @Test
    void lineOfTextPassesBetweenTheChunksOfAFile() {
        bench.writable = false;
        SessionCore file = bench.session("s1", events);
        SessionCore chat = bench.session("s2", new Listening());
        bench.core.attach(file, false, bench.now);
        bench.core.attach(chat, false, bench.now);
        file.send(amr(1_000_000), "file1", events);
        chat.send(MessageContent.of("text/plain", "hello".getBytes(StandardCharsets.UTF_8)), "line1", events);
        bench.writable = true;
        bench.settle();
        List<Written> frames = bench.frames();
        int line = frames.indexOf(frames.stream()
                .filter(frame -> "line1".equals(frame.send().messageId()))
                .findFirst()
                .orElseThrow());
        assertThat(line).isLessThan(4);
        assertThat(frames.size()).isGreaterThan(8);
    }

    @Test
    void responseInterruptsAnOpenChunk() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT.withWindow(10_000, 100));
        session.send(amr(100_000), "m1234", events);
        bench.settle();
        assertThat(bench.frames()).isEmpty();
        assertThat(bench.frameOpen()).isTrue();
        bench.receive(Bench.send("s1", "theirs12", "Message-ID: x1234\r\n", "text/plain", "hi", '$'));
        List<Written> frames = bench.frames();
        assertThat(frames.get(0).flag()).isEqualTo(Continuation.MORE);
        assertThat(frames.get(0).body()).hasSize(10_000);
        assertThat(frames.get(1).head()).isInstanceOf(Frame.Response.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 70_000})
    void bodyThatHoldsTheTransactionIdIsSentUnderAnother(int length) {
        Bench predictable = new Bench(MsrpLimits.DEFAULT, new Repeating());
        SessionCore session = predictable.session("s1", events);
        predictable.core.attach(session, false, predictable.now);
        byte[] body = new byte[length];
        byte[] endLine = "\r\n-------aaaaaaaaaaaaaaaa$\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(endLine, 0, body, length / 2 - 15, endLine.length);
        session.send(MessageContent.of("audio/amr", body), "m1234", events);
        predictable.settle();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        List<Written> frames = predictable.frames();
        for (Written frame : frames) {
            String end = "-------" + frame.head().transaction();
            assertThat(new String(frame.body(), StandardCharsets.ISO_8859_1)).doesNotContain(end);
            received.writeBytes(frame.body());
        }
        assertThat(received.toByteArray()).isEqualTo(body);
        assertThat(frames.getLast().flag()).isEqualTo(Continuation.COMPLETE);
    }

    /** Gives only a's in its first ids, and b's after that. */
    @SuppressWarnings("serial")
    private static final class Repeating extends SecureRandom {
        @Override
        public void nextBytes(byte[] octets) {
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) (i / 16);
            }
        }
    }

    @Test
    void responseForNothingIsCounted() {
        bench.active("s1", events, PeerPolicy.DEFAULT);
        bench.receive("MSRP nobody12 200 OK\r\n-------nobody12$\r\n");
        assertThat(bench.counters.strayResponses.sum()).isEqualTo(1);
        assertThat(bench.closed).isFalse();
    }

    @Test
    void peerThatTakesNothingLosesTheConnection() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        bench.queued = 1_100_000;
        bench.writable = false;
        session.send(amr(10), "m1234", events);
        bench.settle();
        assertThat(bench.reading).isFalse();
        bench.advance(Duration.ofSeconds(30));
        assertThat(events.outcomes).containsExactly(new SendOutcome.TimedOut(SendOutcome.Phase.WRITE));
        assertThat(bench.closed).isTrue();
    }
}
