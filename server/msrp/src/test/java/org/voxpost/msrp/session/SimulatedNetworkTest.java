package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.testkit.Fault;
import org.voxpost.testkit.LinkConditions;

/** Whole sessions over every kind of network, in virtual time. */
@Timeout(120)
class SimulatedNetworkTest {

    private static final LinkConditions CLEAN = LinkConditions.CLEAN;
    private static final int MEBIBYTE = 1 << 20;

    /** Networks that lose nothing. */
    enum Network {
        CLEAN,
        FAR,
        SMALL_SEGMENTS,
        TINY_SEGMENTS,
        COALESCED,
        SMALL_WINDOW,
        SLOW,
        VERY_SLOW,
        ONE_OCTET;

        LinkConditions conditions() {
            return switch (this) {
                case CLEAN -> LinkConditions.CLEAN;
                case FAR -> LinkConditions.CLEAN.withDelay(Duration.ofMillis(300));
                case SMALL_SEGMENTS -> LinkConditions.CLEAN.withSegments(1, 1_460);
                case TINY_SEGMENTS -> LinkConditions.CLEAN.withSegments(1, 40);
                case COALESCED -> LinkConditions.CLEAN.withGathering(Duration.ofMillis(40));
                case SMALL_WINDOW -> LinkConditions.CLEAN.withWindow(1_000).withDelay(Duration.ofMillis(1));
                case SLOW -> LinkConditions.CLEAN.withRate(100_000).withSegments(1_460, 1_460);
                case VERY_SLOW ->
                    LinkConditions.CLEAN
                            .withRate(10_000)
                            .withSegments(1_460, 1_460)
                            .withWindow(16_384);
                case ONE_OCTET -> LinkConditions.CLEAN.withFault(new Fault.OneOctetAtATime());
            };
        }

        SimulatedSessions sessions() {
            return new SimulatedSessions(conditions(), conditions(), 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textPassesBothWays(Network network) {
        SimulatedSessions run = network.sessions().text("Hi, I'm Alice!").text("");
        run.pass(Duration.ofSeconds(2));
        run.reply("Hi Alice, I'm Bob!");
        run.untilOutcomes();
        run.assertDelivered();
        run.bye().pass(Duration.ofMinutes(1)).assertOver();
    }

    @ParameterizedTest
    @EnumSource
    void fileOfAMebibyteArrivesUnchanged(Network network) {
        SimulatedSessions run = network.sessions().file(network == Network.ONE_OCTET ? MEBIBYTE / 16 : MEBIBYTE);
        run.untilOutcomes();
        run.assertDelivered();
        run.bye().pass(Duration.ofMinutes(1)).assertOver();
    }

    @ParameterizedTest
    @EnumSource
    void manyMessagesPassBothWaysWithReports(Network network) {
        SimulatedSessions run = network.sessions();
        run.text("first");
        run.untilOutcomes();
        for (int i = 0; i < (network == Network.ONE_OCTET ? 80 : 200); i++) {
            boolean reported = i % 3 == 0;
            FailureReport failure = i % 5 == 0 ? FailureReport.PARTIAL : FailureReport.YES;
            MessageContent content = MessageContent.of("audio/amr", SimulatedSessions.octets(i, i * i / 16))
                    .withReports(reported, failure);
            run.message(content).reply(content);
        }
        run.untilOutcomes();
        run.pass(Duration.ofMinutes(5));
        run.assertDelivered();
        run.bye().pass(Duration.ofMinutes(1)).assertOver();
    }

    @Test
    void filesBothWaysAtOnceDoNotWaitForEachOther() {
        byte[] octets = SimulatedSessions.octets(1, 8 * MEBIBYTE);
        SimulatedSessions run = new SimulatedSessions(CLEAN, CLEAN, 1);
        run.text("Hi");
        run.untilOutcomes();
        run.message(MessageContent.of("audio/amr", octets)).reply(MessageContent.of("audio/amr", octets));
        run.untilOutcomes();
        run.assertDelivered();
        run.bye().pass(Duration.ofMinutes(1)).assertOver();
    }

    /** A session with a small message, one of several chunks with a report, and an answer. */
    private static SimulatedSessions small(LinkConditions there, LinkConditions back, long seed) {
        return new SimulatedSessions(there, back, seed, PeerPolicy.DEFAULT.withChunks(1_024))
                .text("Hi, I'm Alice!")
                .message(MessageContent.of("audio/amr", SimulatedSessions.octets(1, 2_100))
                        .withReports(true, FailureReport.YES))
                .reply("Hi Alice, I'm Bob!");
    }

    @Test
    void connectionCutAtAnyOctetThereLeavesBothSidesWithTheTruth() {
        long last = carriedThere();
        for (long k = 0; k <= last; k++) {
            cut(CLEAN.withFault(new Fault.CutAfter(k)), CLEAN, k);
            cut(CLEAN.withFault(new Fault.ResetAfter(k)), CLEAN, k);
        }
    }

    @Test
    void connectionCutAtAnyOctetOfTheWayBackLeavesBothSidesWithTheTruth() {
        SimulatedSessions whole = small(CLEAN, CLEAN, 1);
        whole.untilOutcomes();
        long last = whole.link.carriedFromRight();
        assertThat(last).isGreaterThan(500);
        for (long k = 0; k <= last; k++) {
            cut(CLEAN, CLEAN.withFault(new Fault.CutAfter(k)), k);
            cut(CLEAN, CLEAN.withFault(new Fault.ResetAfter(k)), k);
        }
    }

    private static long carriedThere() {
        SimulatedSessions whole = small(CLEAN, CLEAN, 1);
        whole.untilOutcomes();
        whole.assertDelivered();
        assertThat(whole.link.carriedFromLeft()).isGreaterThan(2_500);
        return whole.link.carriedFromLeft();
    }

    private static void cut(LinkConditions there, LinkConditions back, long k) {
        SimulatedSessions run = small(there, back, 1);
        try {
            run.untilOutcomes();
            run.pass(Duration.ofMinutes(1));
            run.assertConsistentAndOver();
            assertThat(run.ours.cause()).isEqualTo(SessionEnd.Cause.CONNECTION_LOST);
        } catch (AssertionError e) {
            throw new AssertionError("cut at octet " + k + ": " + run, e);
        }
    }

    @Test
    void oneOctetAtATimeChangesNothing() {
        LinkConditions singly = CLEAN.withFault(new Fault.OneOctetAtATime());
        SimulatedSessions one = small(singly, singly, 7);
        SimulatedSessions many = small(CLEAN, CLEAN, 7);
        one.untilOutcomes();
        many.untilOutcomes();
        assertThat(one.ours.outcomes).isEqualTo(many.ours.outcomes);
        assertThat(one.theirs.outcomes).isEqualTo(many.theirs.outcomes);
        one.assertDelivered();
        many.assertDelivered();
        assertThat(one.link.carriedFromLeft()).isEqualTo(many.link.carriedFromLeft());
        assertThat(one.link.carriedFromRight()).isEqualTo(many.link.carriedFromRight());
    }

    @Test
    void zeroWindowEndsByTheWriteStall() {
        SimulatedSessions run = new SimulatedSessions(CLEAN.withFault(new Fault.StallAfter(100_000)), CLEAN, 1);
        run.file(MEBIBYTE);
        Duration passed = run.untilOutcomes();
        assertThat(run.ours.outcomes.values()).containsExactly(new SendOutcome.TimedOut(SendOutcome.Phase.WRITE));
        assertThat(run.ours.cause()).isEqualTo(SessionEnd.Cause.WRITE_STALLED);
        assertThat(passed).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(40));
        run.pass(Duration.ofMinutes(1));
        run.assertConsistentAndOver();
    }

    @Test
    void windowThatOpensAgainInTimeEndsNothing() {
        SimulatedSessions run = new SimulatedSessions(CLEAN, CLEAN, 1);
        run.text("Hi");
        run.untilOutcomes();
        run.link.right().reading(false);
        run.file(MEBIBYTE).pass(Duration.ofSeconds(25));
        run.link.right().reading(true);
        run.untilOutcomes();
        run.assertDelivered();
        run.bye().pass(Duration.ofMinutes(1)).assertOver();
    }

    @Test
    void halfOpenConnectionEndsByTheTransactionTimer() {
        SimulatedSessions run = new SimulatedSessions(CLEAN.withFault(new Fault.BlackHoleAfter(1_000)), CLEAN, 1);
        run.text("Hi").file(100_000);
        Duration passed = run.untilOutcomes();
        assertThat(run.ours.outcomes.values())
                .containsExactly(new SendOutcome.Delivered(2), new SendOutcome.TimedOut(SendOutcome.Phase.RESPONSE));
        assertThat(passed).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(40));
        run.bye().pass(Duration.ofMinutes(1)).assertConsistentAndOver();
    }

    @Test
    void connectionOnWhichNothingIsHeardAtAllIsNotEstablished() {
        SimulatedSessions run = new SimulatedSessions(CLEAN.withFault(new Fault.BlackHoleAfter(0)), CLEAN, 1);
        run.text("Hi");
        run.untilOutcomes();
        assertThat(run.ours.cause()).isEqualTo(SessionEnd.Cause.NOT_ESTABLISHED);
    }

    @Test
    void thousandRandomNetworksLeaveBothSidesWithTheTruth() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            SimulatedSessions run = new SimulatedSessions(
                    conditions(random),
                    conditions(random),
                    seed,
                    PeerPolicy.DEFAULT.withChunks(512 + random.nextInt(5_000)));
            try {
                converse(run, random);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + run, e);
            }
        }
    }

    private static void converse(SimulatedSessions run, Random random) {
        for (int i = 0; i < 6; i++) {
            MessageContent content = MessageContent.of(
                            "audio/amr", SimulatedSessions.octets(i, random.nextInt(10) * random.nextInt(800)))
                    .withReports(
                            random.nextBoolean(), random.nextBoolean() ? FailureReport.YES : FailureReport.PARTIAL);
            if (random.nextBoolean()) {
                run.message(content);
            } else {
                run.reply(content);
            }
            run.pass(Duration.ofMillis(random.nextInt(50)));
        }
        run.pass(Duration.ofMinutes(2));
        run.bye().pass(Duration.ofMinutes(5));
        run.assertConsistentAndOver();
    }

    private static LinkConditions conditions(Random random) {
        int least = 1 + random.nextInt(100);
        return CLEAN.withDelay(Duration.ofMillis(random.nextInt(200)))
                .withSegments(least, least + random.nextInt(3_000))
                .withWindow(1 + random.nextInt(20_000))
                .withRate(random.nextBoolean() ? 0 : 5_000 + random.nextInt(1_000_000))
                .withGathering(Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(40)))
                .withFault(fault(random));
    }

    private static Fault fault(Random random) {
        long octets = random.nextInt(8_000);
        return switch (random.nextInt(8)) {
            case 0 -> new Fault.CutAfter(octets);
            case 1 -> new Fault.ResetAfter(octets);
            case 2 -> new Fault.StallAfter(octets);
            case 3 -> new Fault.BlackHoleAfter(octets);
            case 4 -> new Fault.OneOctetAtATime();
            default -> new Fault.None();
        };
    }
}
