package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.session.Bench.Written;

/** A slow side slows its own source down, and nothing else. */
class BackPressureTest {

    private final Listening events = new Listening();

    private static MessageContent file(int octets) {
        return MessageContent.of("audio/amr", new byte[octets]);
    }

    @Test
    void sourceIsReadNoFurtherThanTheNetworkTakes() {
        Bench bench = new Bench();
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT.withWindow(1 << 30, 4_096));
        bench.writable = false;
        bench.writableFor = 1_000_000;
        session.send(file(3_000_000), "file1", events);
        bench.settle();
        assertThat(bench.readUpTo).isBetween(900_000L, 1_900_000L);
        bench.settle();
        assertThat(bench.readUpTo).isLessThan(1_900_000);
    }

    @Test
    void sourceIsReadNoFurtherThanTheWindowOfItsSession() {
        Bench bench = new Bench();
        SessionCore slow = bench.active("s1", new Listening(), PeerPolicy.DEFAULT.withWindow(100_000, 4_096));
        slow.send(file(3_000_000), "file1", new Listening());
        bench.settle();
        // Alone on its connection, so that nothing else bounds it; two pieces are read ahead.
        assertThat(bench.readUpTo).isLessThan(1_000_000);
        SessionCore quick = bench.session("s2", events, PeerPolicy.DEFAULT);
        bench.core.attach(quick, false, bench.now);
        bench.settle();
        bench.frames();
        quick.send(file(150_000), "file2", events);
        bench.settle();
        long octets = bench.frames().stream()
                .filter(frame -> "file2".equals(frame.send().messageId()))
                .mapToLong(frame -> frame.body().length)
                .sum();
        assertThat(octets).isEqualTo(150_000);
    }

    @Test
    void slowSinkDoesNotHoldUpTheAnswersToOurOwnMessages() {
        Bench bench = new Bench(MsrpLimits.DEFAULT.withQueues(1_000_000, 524_288), new SecureRandom());
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        events.holding = true;
        bench.receive(Bench.send("s1", "tid20000", "Message-ID: m1\r\n", "text/plain", "x".repeat(5_000), '$'));
        session.send(file(10), "ours1", events);
        bench.settle();
        Written ours = bench.frames().getFirst();
        bench.respond(ours, 200);
        assertThat(events.outcomes).hasSize(1);
        assertThat(bench.reading).isTrue();
        bench.answerAll(events);
    }

    @Test
    void unansweredOctetsStopTheReadingUntilTheSinkIsThrough() {
        Bench bench = new Bench(MsrpLimits.DEFAULT.withQueues(10_000, 524_288), new SecureRandom());
        bench.session("s1", events);
        events.holding = true;
        for (int i = 0; i < 3; i++) {
            String headers = "Message-ID: m1\r\nByte-Range: " + (i * 4_000 + 1) + "-*/12000\r\n";
            bench.receive(Bench.send("s1", "tid2000" + i, headers, "text/plain", "x".repeat(4_000), '+'));
        }
        assertThat(bench.reading).isFalse();
        events.held.getFirst().complete(Verdict.TAKEN);
        bench.settle();
        assertThat(bench.reading).isTrue();
        bench.advance(Duration.ofMinutes(1));
        assertThat(bench.closed).isFalse();
        bench.answerAll(events);
    }
}
