package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.session.Bench.Written;
import org.voxpost.msrp.wire.Continuation;

/** A line of text waits behind what is on its way: files do not fill the buffers of a connection that others share. */
class SharedWindowTest {

    private static final PeerPolicy WIDE =
            PeerPolicy.DEFAULT.withChunks(16 << 20).withWindow(64 << 20, 4_096);
    private static final int FILE = 8 << 20;

    private final Bench bench = new Bench();
    private final Listening events = new Listening();

    private void sendFile(SessionCore session) {
        session.send(MessageContent.of("audio/amr", new byte[FILE]), "file-" + session.id(), events);
        bench.settle();
    }

    private static long octets(List<Written> frames) {
        return frames.stream().mapToLong(frame -> frame.body().length).sum();
    }

    @Test
    void fileOnASharedConnectionWaitsForAnswersAndALineDoesNot() {
        SessionCore bulk = bench.active("s1", events, WIDE);
        SessionCore chat = bench.active("s2", events, WIDE);
        sendFile(bulk);
        assertThat(octets(bench.frames())).isBetween(SharedWindow.LEAST / 2, SharedWindow.LEAST);
        chat.send(MessageContent.of("text/plain", new byte[50]), "line1", events);
        bench.settle();
        assertThat(bench.frames())
                .anyMatch(frame -> "line1".equals(frame.send().messageId()))
                .allMatch(frame -> frame.body().length < 4_096);
    }

    @Test
    void answersLetTheFileGoOn() {
        SessionCore bulk = bench.active("s1", events, WIDE);
        bench.active("s2", events, WIDE);
        sendFile(bulk);
        long arrived = 0;
        for (List<Written> frames = bench.frames(); !frames.isEmpty(); frames = bench.frames()) {
            arrived += octets(frames);
            frames.forEach(frame -> bench.respond(frame, 200));
        }
        assertThat(arrived).isEqualTo(FILE);
    }

    @Test
    void answersToOneSessionLetTheOtherGoOn() {
        SessionCore first = bench.active("s1", events, WIDE);
        SessionCore second = bench.active("s2", events, WIDE);
        sendFile(first);
        second.send(MessageContent.of("audio/amr", new byte[FILE]), "other", events);
        bench.settle();
        List<Written> firstOnly = bench.frames();
        assertThat(firstOnly).allMatch(frame -> "file-s1".equals(frame.send().messageId()));
        firstOnly.forEach(frame -> bench.respond(frame, 200));
        assertThat(bench.frames()).anyMatch(frame -> "other".equals(frame.send().messageId()));
    }

    @Test
    void sessionThatIsAloneSendsItsWholeWindowInOneChunk() {
        SessionCore bulk = bench.active("s1", events, WIDE);
        sendFile(bulk);
        assertThat(bench.frames()).hasSize(1).allMatch(frame -> frame.body().length == FILE);
    }

    @Test
    void anotherSessionEndsTheLongChunkThatIsOpen() {
        SessionCore bulk = bench.active("s1", events, WIDE);
        bench.writable = false;
        bench.writableFor = 2_000_000;
        sendFile(bulk);
        assertThat(bench.frames()).isEmpty();
        bench.core.attach(bench.session("s2", events), false, bench.now);
        bench.settle();
        Written chunk = bench.frames().getFirst();
        assertThat(chunk.flag()).isEqualTo(Continuation.MORE);
        bench.writable = true;
        bench.respond(chunk, 200);
        assertThat(octets(bench.frames())).isBetween(SharedWindow.LEAST / 2, 2 * SharedWindow.LEAST);
    }

    @Test
    void sessionThatEndsLeavesItsRoomToTheOthers() {
        SessionCore gone = bench.active("s1", events, WIDE);
        SessionCore stays = bench.active("s2", events, WIDE);
        bench.active("s3", events, WIDE);
        sendFile(gone);
        bench.frames();
        sendFile(stays);
        assertThat(octets(bench.frames())).isLessThan(4_096);
        gone.endAfterTail(new SessionEnd(SessionEnd.Cause.LOCAL, "it is over"), bench.now);
        bench.advance(Duration.ofSeconds(30));
        assertThat(octets(bench.frames())).isGreaterThan(SharedWindow.LEAST / 2);
    }

    @Test
    void longPathGetsAsMuchAsKeepsItBusy() {
        double octetsPerNano = 0.1;
        long path = Duration.ofMillis(50).toNanos();
        long after = windowAfter(2_000, octetsPerNano, path);
        assertThat(after).isBetween((long) (octetsPerNano * path), (long) (octetsPerNano * (path * 1.5 + 2_000_000)));
    }

    @Test
    void shortPathGetsTheLeast() {
        assertThat(windowAfter(2_000, 0.1, 100_000)).isEqualTo(SharedWindow.LEAST);
    }

    /** The window after so many chunks over a network of this rate and time there and back, of which the queue is endless. */
    private static long windowAfter(int chunks, double octetsPerNano, long path) {
        SharedWindow window = new SharedWindow();
        window.shared(true);
        ArrayDeque<long[]> onTheWay = new ArrayDeque<>();
        long now = 0;
        long free = 0;
        long unanswered = 0;
        for (int i = 0; i < chunks; i++) {
            while (!window.full()) {
                int octets = window.chunkOctets(65_536);
                window.sent(octets);
                unanswered += octets;
                free = Math.max(free, now) + (long) (octets / octetsPerNano);
                onTheWay.add(new long[] {octets, now, free + path});
            }
            long[] first = onTheWay.remove();
            now = first[2];
            window.answered(first[0], now - first[1]);
            unanswered -= first[0];
        }
        return Math.max(unanswered, SharedWindow.LEAST);
    }
}
