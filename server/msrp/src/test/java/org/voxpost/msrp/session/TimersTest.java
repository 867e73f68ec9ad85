package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MessagePolicy;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.Reception;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.session.Bench.Written;

/** Everything that happens because nothing happens. */
class TimersTest {

    private static final FlowTimeouts FLOW = FlowTimeouts.DEFAULT;

    private final Listening events = new Listening();

    private static String line(String transaction, String message) {
        return Bench.send("s1", transaction, "Message-ID: " + message + "\r\n", "text/plain", "hi", '$');
    }

    private static String chunk(String transaction, String range, String body, char flag) {
        return Bench.send(
                "s1", transaction, "Message-ID: m1234\r\nByte-Range: " + range + "\r\n", "text/plain", body, flag);
    }

    private Bench talking(FlowTimeouts flow) {
        Bench bench = new Bench(flow);
        bench.session("s1", events);
        bench.receive(line("tid10000", "first"));
        bench.frames();
        events.told.clear();
        return bench;
    }

    private List<SessionEnd.Cause> causes() {
        return events.ends.stream().map(SessionEnd::cause).toList();
    }

    @Test
    void idleConnectionIsClosedAfterFiveMinutes() {
        Bench bench = talking(FLOW);
        bench.advance(Duration.ofSeconds(299));
        bench.receive(line("tid20000", "m2"));
        bench.advance(Duration.ofSeconds(299));
        assertThat(bench.closed).isFalse();
        bench.advance(Duration.ofSeconds(1));
        assertThat(bench.closed).isTrue();
        assertThat(causes()).containsExactly(SessionEnd.Cause.IDLE);
    }

    @Test
    void idleConnectionStandsForEverWhenThatIsConfigured() {
        Bench bench = talking(FLOW.withIdle(Duration.ZERO).withLifetime(Duration.ZERO));
        bench.advance(Duration.ofDays(30));
        assertThat(bench.closed).isFalse();
    }

    @Test
    void connectionIsClosedAfterADayHoweverBusy() {
        Bench bench = talking(FLOW);
        for (int i = 1; i < 864; i++) {
            bench.advance(Duration.ofSeconds(100));
            bench.receive(line("tid2" + (1_000 + i), "m" + i));
        }
        assertThat(bench.closed).isFalse();
        bench.advance(Duration.ofSeconds(100));
        assertThat(causes()).containsExactly(SessionEnd.Cause.LIFETIME);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_000_000_000})
    void idleAndLifetimeHaveTheirBounds(long seconds) {
        Duration wrong = Duration.ofSeconds(seconds);
        assertThatThrownBy(() -> FLOW.withIdle(wrong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FLOW.withLifetime(wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 11})
    void inactivityIsZeroOrFiveToTenSeconds(long seconds) {
        Duration wrong = Duration.ofSeconds(seconds);
        assertThatThrownBy(() -> FLOW.withQuiet(wrong, Duration.ofSeconds(15)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void outerTimeIsAMinuteAtMost() {
        assertThatThrownBy(() -> FLOW.withQuiet(Duration.ofSeconds(5), Duration.ofSeconds(61)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sessionIsQuietWhenNothingPassedForFiveSeconds() {
        Bench bench = talking(FLOW);
        List<Long> quiet = new ArrayList<>();
        SessionCore session = bench.the("s1");
        long start = bench.now;
        session.whenQuiet(() -> quiet.add(bench.now - start), bench.now);
        bench.settle();
        bench.advance(Duration.ofMillis(4_900));
        bench.receive(line("tid20000", "m2"));
        bench.advance(Duration.ofMillis(4_999));
        assertThat(quiet).isEmpty();
        bench.advance(Duration.ofMillis(1));
        assertThat(quiet).containsExactly(Duration.ofMillis(9_900).toNanos());
    }

    @Test
    void whatWeSendDefersQuietAsWell() {
        Bench bench = new Bench(FLOW);
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        List<String> quiet = new ArrayList<>();
        session.whenQuiet(() -> quiet.add("quiet"), bench.now);
        bench.settle();
        bench.advance(Duration.ofMillis(4_900));
        session.send(MessageContent.of("text/plain", new byte[10]), "m1", events);
        bench.settle();
        bench.advance(Duration.ofMillis(4_900));
        assertThat(quiet).isEmpty();
        bench.advance(Duration.ofMillis(100));
        assertThat(quiet).containsExactly("quiet");
    }

    @Test
    void sessionThatIsNeverQuietCountsAsQuietAfterFifteenSeconds() {
        Bench bench = talking(FLOW);
        List<String> quiet = new ArrayList<>();
        bench.the("s1").whenQuiet(() -> quiet.add("quiet"), bench.now);
        bench.settle();
        for (int i = 1; i < 15; i++) {
            bench.advance(Duration.ofSeconds(1));
            bench.receive(line("tid2" + (1_000 + i), "m" + i));
        }
        assertThat(quiet).isEmpty();
        bench.advance(Duration.ofSeconds(1));
        assertThat(quiet).containsExactly("quiet");
    }

    @Test
    void zeroInactivityIsNoDelay() {
        Bench bench = talking(FLOW.withQuiet(Duration.ZERO, Duration.ofSeconds(15)));
        List<String> quiet = new ArrayList<>();
        bench.the("s1").whenQuiet(() -> quiet.add("quiet"), bench.now);
        assertThat(quiet).containsExactly("quiet");
    }

    @Test
    void lossOfTheConnectionEndsTheWaitForQuiet() {
        Bench bench = talking(FLOW.withIdle(Duration.ofSeconds(3)));
        List<String> quiet = new ArrayList<>();
        bench.the("s1").whenQuiet(() -> quiet.add("quiet"), bench.now);
        bench.settle();
        bench.advance(Duration.ofSeconds(3));
        assertThat(quiet).containsExactly("quiet");
    }

    @Test
    void tailIsTakenAfterTheEndAndNothingIsSent() {
        Bench bench = talking(FLOW);
        bench.core.madeByPeer();
        SessionCore session = bench.the("s1");
        bench.receive(chunk("tid20000", "1-*/4", "ab", '+'));
        session.send(MessageContent.of("text/plain", new byte[10]), "ours1", events);
        session.endAfterTail(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"), bench.now);
        bench.settle();
        bench.frames();
        bench.advance(Duration.ofMillis(1_900));
        bench.receive(chunk("tid30000", "3-4/4", "cd", '$'));
        session.send(MessageContent.of("text/plain", new byte[10]), "ours2", events);
        bench.settle();
        assertThat(events.told).endsWith("2 cd", "complete 4");
        assertThat(bench.frames()).extracting(Written::status).containsExactly(200);
        assertThat(events.outcomes)
                .containsExactly(new SendOutcome.Aborted(), new SendOutcome.ConnectionLost("the session is over"));
        assertThat(events.ends).isEmpty();
        bench.advance(Duration.ofMillis(100));
        assertThat(events.ends).containsExactly(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"));
        bench.known.clear();
        bench.receive(line("tid40000", "late"));
        assertThat(bench.frames()).extracting(Written::status).containsExactly(481);
    }

    @Test
    void connectionThatClosesInTheTailEndsItAsItWasMeant() {
        Bench bench = talking(FLOW);
        bench.the("s1").endAfterTail(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"), bench.now);
        bench.core.closed("reset", bench.now);
        assertThat(events.ends).containsExactly(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"));
    }

    @Test
    void chunkUnderWayWhenTheSessionEndsIsNotAnsweredWithSuccess() {
        Bench bench = talking(FLOW);
        String all = chunk("tid20000", "1-*/4", "abcd", '$');
        int cut = all.indexOf("cd\r\n----");
        bench.core.madeByPeer();
        bench.receive(all.substring(0, cut));
        bench.the("s1").end(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"), bench.now);
        bench.receive(all.substring(cut));
        assertThat(bench.frames()).extracting(Written::status).containsExactly(481);
        assertThat(events.told).containsExactly("begin m1234", "0 ab", "aborted SESSION_ENDED");
    }

    @Test
    void silenceOfOursIsBrokenByKeepAlives() {
        Bench bench = new Bench(FLOW);
        MessagePolicy messages = MessagePolicy.DEFAULT.withKeepAlive(Duration.ofSeconds(60));
        bench.active("s1", events, PeerPolicy.DEFAULT.withMessages(messages));
        for (int i = 0; i < 10; i++) {
            bench.advance(Duration.ofSeconds(59));
            assertThat(bench.frames()).isEmpty();
            bench.advance(Duration.ofSeconds(1));
            Written keepAlive = bench.frames().getFirst();
            assertThat(keepAlive.send().body()).isFalse();
            bench.respond(keepAlive, 200);
        }
        assertThat(bench.closed).isFalse();
    }

    @Test
    void aSessionOfWhichNothingIsHeardForHalfAnHourIsKeptAndWhatIsSaidThenIsTaken() {
        Bench bench = new Bench(FLOW);
        MessagePolicy messages = MessagePolicy.DEFAULT.withKeepAlive(Duration.ofMinutes(2));
        bench.active("s1", events, PeerPolicy.DEFAULT.withMessages(messages));
        int keepAlives = 0;
        for (int minute = 0; minute < 35; minute++) {
            bench.advance(Duration.ofMinutes(1));
            for (Written request : bench.frames()) {
                assertThat(request.send().body()).isFalse();
                bench.respond(request, 200);
                keepAlives++;
            }
        }
        assertThat(keepAlives).isEqualTo(17);
        assertThat(bench.closed).isFalse();
        assertThat(events.told).isEmpty();

        bench.receive(line("tid20000", "m1"));
        assertThat(events.told).containsExactly("begin m1", "0 hi", "complete 2");
        assertThat(bench.frames()).extracting(Written::status).containsExactly(200);
    }

    @Test
    void keepAliveWithoutAnswerEndsTheSession() {
        Bench bench = new Bench(FLOW);
        MessagePolicy messages = MessagePolicy.DEFAULT.withKeepAlive(Duration.ofSeconds(20));
        bench.active("s1", events, PeerPolicy.DEFAULT.withMessages(messages));
        bench.advance(Duration.ofSeconds(50));
        assertThat(causes()).containsExactly(SessionEnd.Cause.CONNECTION_LOST);
    }

    @Test
    void noKeepAliveIsSentByDefault() {
        Bench bench = new Bench(FLOW);
        bench.active("s1", events, PeerPolicy.DEFAULT);
        bench.advance(Duration.ofSeconds(290));
        assertThat(bench.frames()).isEmpty();
    }

    @Test
    void bodyThatDripsClosesTheConnection() {
        Bench bench = talking(FLOW);
        String all = chunk("tid20000", "1-*/1000", "x".repeat(100), '+');
        int start = all.indexOf("xxx");
        bench.receive(all.substring(0, start));
        for (int i = 0; i < 2; i++) {
            bench.advance(Duration.ofSeconds(10));
            bench.receive("x");
        }
        assertThat(bench.closed).isFalse();
        bench.advance(Duration.ofSeconds(10));
        assertThat(bench.closed).isTrue();
        assertThat(bench.counters.protocolFaults.sum()).isEqualTo(1);
    }

    @Test
    void bodyThatComesSlowlyButFastEnoughIsTaken() {
        Bench bench = talking(FLOW);
        String all = chunk("tid20000", "1-*/1000", "x".repeat(1_000), '$');
        int start = all.indexOf("xxx");
        bench.receive(all.substring(0, start));
        for (int i = 0; i < 10; i++) {
            bench.advance(Duration.ofSeconds(9));
            bench.receive("x".repeat(100));
        }
        bench.receive(all.substring(start + 1_000));
        assertThat(events.told).endsWith("complete 1000");
    }

    @Test
    void peerThatWaitsForOurSinkIsNotSlow() {
        Bench bench = talking(FLOW);
        events.holding = true;
        String all = chunk("tid20000", "1-*/1000", "x".repeat(100), '+');
        bench.receive(all.substring(0, all.indexOf("\r\n-------")));
        bench.advance(Duration.ofMinutes(2));
        assertThat(bench.closed).isFalse();
        bench.answerAll(events);
    }

    @Test
    void messageThatIsNeverFinishedIsGivenUpAndItsSenderTold() {
        Bench bench = talking(FLOW.withIdle(Duration.ZERO));
        bench.receive(chunk("tid20000", "1-*/1000", "abcd", '+'));
        bench.frames();
        bench.advance(Duration.ofSeconds(299));
        assertThat(events.told).doesNotContain("aborted TIMED_OUT");
        bench.advance(Duration.ofSeconds(1));
        assertThat(events.told).endsWith("aborted TIMED_OUT");
        assertThat(bench.text()).contains("REPORT", "Byte-Range: 1-4/1000", "Status: 000 408");
        bench.receive(chunk("tid30000", "5-*/1000", "efgh", '+'));
        assertThat(bench.text()).contains("MSRP tid30000 408");
        bench.advance(Duration.ofMinutes(5));
        assertThat(events.told).endsWith("aborted TIMED_OUT");
    }

    @Test
    void messageThatGrowsIsNotGivenUp() {
        Bench bench = talking(FLOW);
        for (int i = 0; i < 10; i++) {
            bench.receive(chunk("tid2000" + i, (1 + 2 * i) + "-*/20", "ab", i == 9 ? '$' : '+'));
            bench.advance(Duration.ofSeconds(200));
        }
        assertThat(events.told).endsWith("complete 20");
    }

    @Test
    void messageThatOnlyRepeatsItselfIsGivenUp() {
        Bench bench = talking(FLOW);
        for (int i = 0; i < 4; i++) {
            bench.receive(chunk("tid2000" + i, "1-*/20", "ab", '+'));
            bench.advance(Duration.ofSeconds(100));
        }
        assertThat(events.told).endsWith("aborted TIMED_OUT");
    }

    @Test
    void earlyMessageWaitsForTheApplicationAndLosesNothing() {
        Bench bench = talking(FLOW);
        CompletableFuture<Reception> decision = new CompletableFuture<>();
        events.reception = new Reception.Later(decision);
        bench.receive(chunk("tid20000", "1-*/6", "abc", '+') + chunk("tid30000", "4-6/6", "def", '$'));
        assertThat(bench.frames()).isEmpty();
        bench.advance(Duration.ofSeconds(9));
        decision.complete(Reception.into(events));
        bench.settle();
        assertThat(events.told).containsExactly("begin m1234", "0 abc", "3 def", "complete 6");
        assertThat(bench.frames()).extracting(Written::status).containsExactly(200, 200);
    }

    @Test
    void earlyMessageMayBeRefusedLater() {
        Bench bench = talking(FLOW);
        CompletableFuture<Reception> decision = new CompletableFuture<>();
        events.reception = new Reception.Later(decision);
        bench.receive(chunk("tid20000", "1-3/3", "abc", '$'));
        decision.complete(Reception.refuse(403, "No"));
        bench.settle();
        assertThat(bench.frames()).extracting(Written::status).containsExactly(403);
        assertThat(events.told).containsExactly("begin m1234");
    }

    @Test
    void earlyMessageIsNotKeptForEver() {
        Bench bench = talking(FLOW);
        CompletableFuture<Reception> decision = new CompletableFuture<>();
        events.reception = new Reception.Later(decision);
        bench.receive(chunk("tid20000", "1-3/3", "abc", '$'));
        bench.advance(Duration.ofSeconds(10));
        assertThat(bench.frames()).extracting(Written::status).containsExactly(408);
        decision.complete(Reception.into(events));
        bench.settle();
        assertThat(events.told).containsExactly("begin m1234", "aborted TIMED_OUT");
    }

    @Test
    void sessionThatEndsBeforeTheDecisionLeavesNothingBehind() {
        Bench bench = talking(FLOW);
        CompletableFuture<Reception> decision = new CompletableFuture<>();
        events.reception = new Reception.Later(decision);
        bench.receive(chunk("tid20000", "1-3/3", "abc", '$'));
        bench.core.closed("reset", bench.now);
        decision.complete(Reception.into(events));
        bench.settle();
        assertThat(events.told).containsExactly("begin m1234", "aborted TIMED_OUT");
    }
}
