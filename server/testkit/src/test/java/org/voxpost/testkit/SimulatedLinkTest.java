package org.voxpost.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatedLinkTest {
    private static final LinkConditions CLEAN = LinkConditions.CLEAN;

    private final VirtualTime time = VirtualTime.starting();

    private final class Side implements SimulatedEnd.Listener {
        final SimulatedEnd end;
        final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        final List<Integer> segments = new ArrayList<>();
        final List<Long> instants = new ArrayList<>();
        final List<String> ends = new ArrayList<>();
        int drained;

        Side(SimulatedEnd end) {
            this.end = end;
            end.listener(this);
        }

        @Override
        public void received(byte[] segment) {
            octets.writeBytes(segment);
            segments.add(segment.length);
            instants.add(time.nanoTime());
        }

        @Override
        public void drained() {
            drained++;
        }

        @Override
        public void ended(String reason) {
            ends.add(reason);
        }
    }

    private Side left = new Side(new SimulatedLink(time, CLEAN, CLEAN, 1).left());
    private Side right = left;

    private void join(LinkConditions there, LinkConditions back) {
        SimulatedLink link = new SimulatedLink(time, there, back, 1);
        left = new Side(link.left());
        right = new Side(link.right());
    }

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(count).nextBytes(octets);
        return octets;
    }

    @Test
    void octetsArriveInTheirOrderAfterTheDelay() {
        join(CLEAN.withDelay(Duration.ofMillis(20)).withSegments(1, 50), CLEAN);
        left.end.send(octets(1_000));
        time.advance(Duration.ofMillis(19));
        assertThat(right.octets.size()).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(right.octets.toByteArray()).isEqualTo(octets(1_000));
        assertThat(right.segments).allMatch(size -> size <= 50).hasSizeGreaterThan(20);
    }

    @Test
    void theSameSeedGivesTheSameSegments() {
        List<List<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            join(CLEAN.withSegments(1, 50), CLEAN);
            left.end.send(octets(1_000));
            time.settle();
            runs.add(right.segments);
        }
        assertThat(runs.getFirst()).isEqualTo(runs.getLast());
    }

    @Test
    void rateSpreadsTheSegments() {
        join(CLEAN.withSegments(100, 100).withRate(1_000), CLEAN);
        left.end.send(octets(1_000));
        time.advance(Duration.ofMillis(500));
        assertThat(right.octets.size()).isEqualTo(500);
    }

    @Test
    void gatheredWritesArriveTogether() {
        join(CLEAN.withGathering(Duration.ofMillis(5)), CLEAN);
        left.end.send(octets(10));
        left.end.send(octets(20));
        time.advance(Duration.ofMillis(5));
        assertThat(right.segments).containsExactly(30);
    }

    @Test
    void oneOctetAtATimeIsOneOctetAtATime() {
        join(CLEAN.withFault(new Fault.OneOctetAtATime()), CLEAN);
        left.end.send(octets(100));
        time.settle();
        assertThat(right.segments).hasSize(100).containsOnly(1);
    }

    @Test
    void readerThatStopsFillsTheWindowAndItsSenderKeepsTheRest() {
        join(CLEAN.withWindow(1_000), CLEAN);
        right.end.reading(false);
        left.end.send(octets(5_000));
        time.advance(Duration.ofHours(1));
        assertThat(left.end.queued()).isEqualTo(4_000);
        right.end.reading(true);
        time.settle();
        assertThat(left.end.queued()).isZero();
        assertThat(left.drained).isPositive();
        assertThat(right.octets.toByteArray()).isEqualTo(octets(5_000));
    }

    @Test
    void cutPassesItsOctetsAndThenEndsBothSides() {
        join(CLEAN.withFault(new Fault.CutAfter(42)), CLEAN);
        right.end.send(octets(10));
        left.end.send(octets(100));
        time.settle();
        assertThat(right.octets.size()).isEqualTo(42);
        assertThat(left.octets.size()).isEqualTo(10);
        assertThat(List.of(left.ends.size(), right.ends.size())).containsOnly(1);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void cutAtTheStartPassesNothing() {
        join(CLEAN.withFault(new Fault.CutAfter(0)), CLEAN);
        time.settle();
        left.end.send(octets(100));
        time.settle();
        assertThat(right.octets.size()).isZero();
        assertThat(right.ends).hasSize(1);
    }

    @Test
    void resetLosesWhatIsUnderWay() {
        join(CLEAN.withFault(new Fault.ResetAfter(42)), CLEAN.withDelay(Duration.ofSeconds(1)));
        right.end.send(octets(10));
        left.end.send(octets(100));
        time.advance(Duration.ofSeconds(5));
        assertThat(right.octets.size()).isEqualTo(42);
        assertThat(left.octets.size()).isZero();
        assertThat(left.ends).containsExactly("connection reset");
    }

    @Test
    void blackHoleSwallowsAndNobodyLearnsOfIt() {
        join(CLEAN.withFault(new Fault.BlackHoleAfter(42)), CLEAN);
        left.end.send(octets(1_000_000));
        left.end.finish();
        time.advance(Duration.ofHours(1));
        assertThat(right.octets.size()).isEqualTo(42);
        assertThat(left.end.queued()).isZero();
        assertThat(right.ends).isEmpty();
    }

    @Test
    void stalledLineTakesNothingMore() {
        join(CLEAN.withFault(new Fault.StallAfter(42)), CLEAN);
        left.end.send(octets(100));
        time.advance(Duration.ofHours(1));
        assertThat(right.octets.size()).isEqualTo(42);
        assertThat(left.end.queued()).isEqualTo(58);
    }

    @Test
    void endComesBehindTheLastOctet() {
        join(CLEAN.withDelay(Duration.ofMillis(3)), CLEAN);
        left.end.send(octets(100));
        left.end.finish();
        time.advance(Duration.ofSeconds(1));
        assertThat(right.octets.size()).isEqualTo(100);
        assertThat(right.ends).containsExactly("the other side closed");
        right.end.send(octets(7));
        time.settle();
        assertThat(left.octets.size()).as("the other half still stands").isEqualTo(7);
    }
}
