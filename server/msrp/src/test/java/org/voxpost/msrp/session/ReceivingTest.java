package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.session.Bench.Written;
import org.voxpost.msrp.wire.ByteRange;
import org.voxpost.msrp.wire.Frame;

/** RFC 4975 §7.2, §7.3. */
class ReceivingTest {

    private Bench bench = new Bench();
    private final Listening events = new Listening();

    @BeforeEach
    void expectASession() {
        bench.session("s1", events);
    }

    private static String chunk(String transaction, String range, String body, char flag) {
        return Bench.send(
                "s1", transaction, "Message-ID: m1234\r\nByte-Range: " + range + "\r\n", "text/plain", body, flag);
    }

    private List<Integer> statuses() {
        return bench.frames().stream().map(Written::status).toList();
    }

    @Test
    void firstRequestBindsTheConnection() {
        bench.receive(chunk("tid12345", "1-2/2", "hi", '$'));
        assertThat(events.established).isTrue();
        assertThat(events.told).containsExactly("begin m1234", "0 hi", "complete 2");
        List<Written> frames = bench.frames();
        assertThat(frames).hasSize(1);
        assertThat(frames.getFirst().status()).isEqualTo(200);
        assertThat(frames.getFirst().head().transaction().text()).isEqualTo("tid12345");
    }

    @Test
    void messageWithoutRangeIsWhole() {
        bench.receive(Bench.send("s1", "tid12345", "Message-ID: m1234\r\n", "text/plain", "hi", '$'));
        assertThat(events.told).containsExactly("begin m1234", "0 hi", "complete 2");
    }

    @Test
    void chunksOutOfOrderAreOneMessage() {
        bench.receive(chunk("tid33333", "5-6/6", "ef", '$'));
        bench.receive(chunk("tid11111", "1-*/*", "ab", '+'));
        bench.receive(chunk("tid22222", "3-4/6", "cd", '+'));
        assertThat(events.told).containsExactly("begin m1234", "4 ef", "0 ab", "2 cd", "complete 6");
        assertThat(statuses()).containsExactly(200, 200, 200);
    }

    @Test
    void octetsThatAreThereAreNotGivenAgain() {
        bench.receive(chunk("tid11111", "1-*/8", "abcd", '+'));
        bench.receive(chunk("tid22222", "1-*/8", "abcd", '+'));
        bench.receive(chunk("tid33333", "3-*/8", "XXef", '+'));
        bench.receive(chunk("tid44444", "5-8/8", "YYgh", '$'));
        assertThat(events.told)
                .containsExactly(
                        "begin m1234",
                        "0 abcd",
                        "repeated 0 abcd",
                        "repeated 2 XX",
                        "4 ef",
                        "repeated 4 YY",
                        "6 gh",
                        "complete 8");
    }

    @Test
    void repeatedRequestIsAnsweredAndNotDeliveredTwice() {
        bench.receive(chunk("tid12345", "1-2/2", "hi", '$'));
        bench.receive(chunk("tid12345", "1-2/2", "hi", '$'));
        assertThat(events.told).containsExactly("begin m1234", "0 hi", "complete 2");
        assertThat(statuses()).containsExactly(200, 200);
    }

    @Test
    void totalThatContradictsIsRefused() {
        bench.receive(chunk("tid11111", "1-*/*", "abcd", '+'));
        bench.receive(chunk("tid22222", "1-2/2", "ab", '$'));
        assertThat(statuses()).containsExactly(200, 400);
        assertThat(events.told).last().isEqualTo("aborted REFUSED");
    }

    @Test
    void abortedMessageIsNotGluedToALaterOne() {
        bench.receive(chunk("tid11111", "1-*/8", "abcd", '#'));
        bench.receive(chunk("tid22222", "1-2/2", "xy", '$'));
        assertThat(events.told)
                .containsExactly("begin m1234", "0 abcd", "aborted BY_SENDER", "begin m1234", "0 xy", "complete 2");
    }

    @Test
    void responseWaitsForTheSink() {
        events.holding = true;
        bench.receive(chunk("tid12345", "1-2/2", "hi", '$'));
        assertThat(bench.frames()).isEmpty();
        events.held.get(0).complete(Verdict.TAKEN);
        bench.settle();
        assertThat(bench.frames()).isEmpty();
        events.held.get(1).complete(Verdict.TAKEN);
        bench.settle();
        assertThat(statuses()).containsExactly(200);
    }

    @Test
    void slowSinkStopsTheReading() {
        bench = new Bench(MsrpLimits.DEFAULT.withQueues(1_000, 524_288), new SecureRandom());
        bench.session("s1", events);
        events.holding = true;
        bench.receive(chunk("tid12345", "1-*/4000", "x".repeat(1_000), '+'));
        assertThat(bench.reading).isFalse();
        events.held.getFirst().complete(Verdict.TAKEN);
        bench.settle();
        assertThat(bench.reading).isTrue();
    }

    @Test
    void refusalOfTheSinkIsToldWithinTheChunk() {
        events.answer = new Verdict.Refused(413, "Disk full");
        String all = chunk("tid12345", "1-*/8", "abcd", '+');
        bench.receive(all.substring(0, all.indexOf("\r\n-------")));
        assertThat(statuses()).containsExactly(413);
        assertThat(events.told).last().isEqualTo("aborted REFUSED");
        bench.receive(all.substring(all.indexOf("\r\n-------")) + chunk("tid22222", "5-8/8", "efgh", '$'));
        assertThat(statuses()).containsExactly(413);
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "aborted REFUSED");
    }

    @Test
    void brokenSinkIsARefusal() {
        events.holding = true;
        bench.receive(chunk("tid12345", "1-2/2", "hi", '$'));
        events.held.getFirst().completeExceptionally(new IllegalStateException("broken"));
        bench.settle();
        assertThat(statuses()).containsExactly(413);
    }

    @Test
    void unwantedTypeIsRefused() {
        bench.receive(Bench.send("s1", "tid12345", "Message-ID: m1234\r\n", "image/png", "x", '$'));
        assertThat(statuses()).containsExactly(415);
        assertThat(events.told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"yes,200", "partial,", "no,"})
    void successIsAnsweredAsTheSenderWishes(String wish, Integer status) {
        String headers = "Message-ID: m1234\r\nFailure-Report: " + wish + "\r\n";
        bench.receive(Bench.send("s1", "tid12345", headers, "text/plain", "x", '$'));
        assertThat(statuses()).isEqualTo(status == null ? List.of() : List.of(status));
        assertThat(events.told).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"yes,415", "partial,415", "no,"})
    void failureIsAnsweredAsTheSenderWishes(String wish, Integer status) {
        String headers = "Message-ID: m1234\r\nFailure-Report: " + wish + "\r\n";
        bench.receive(Bench.send("s1", "tid12345", headers, "image/png", "x", '$'));
        assertThat(statuses()).isEqualTo(status == null ? List.of() : List.of(status));
    }

    @Test
    void successReportFollowsTheLastChunk() {
        String headers = "Message-ID: m1234\r\nSuccess-Report: yes\r\nByte-Range: ";
        bench.receive(Bench.send("s1", "tid11111", headers + "1-*/4\r\n", "text/plain", "ab", '+'));
        assertThat(bench.frames()).hasSize(1);
        bench.receive(Bench.send("s1", "tid22222", headers + "3-4/4\r\n", "text/plain", "cd", '$'));
        List<Written> frames = bench.frames();
        assertThat(frames.get(0).status()).isEqualTo(200);
        assertThat(frames.get(1).head()).isInstanceOfSatisfying(Frame.Report.class, report -> {
            assertThat(report.range()).isEqualTo(ByteRange.whole(4));
            assertThat(report.messageId()).isEqualTo("m1234");
            assertThat(report.to().text()).isEqualTo(Bench.PEER + "s1;tcp");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Message-ID: m1234\r\n",
                "Message-ID: m1234\r\nByte-Range: 1-0/0\r\n",
                "Message-ID: m1234\r\nByte-Range: 1-*/*\r\n",
                "Message-ID: m1234\r\nByte-Range: 1-0/0\r\nContent-Type: text/plain\r\n",
                "Message-ID: m1234\r\nByte-Range: 1-0/0\r\n\r\n",
                "Message-ID: m1234\r\nKeep-Alive: yes\r\n",
            })
    void requestWithoutBodyIsAnsweredInEveryShape(String headers) {
        bench.receive("MSRP tid12345 SEND\r\nTo-Path: " + Bench.US + "s1;tcp\r\nFrom-Path: " + Bench.PEER + "s1;tcp\r\n"
                + headers + "-------tid12345$\r\n");
        assertThat(events.established).isTrue();
        assertThat(events.told).noneMatch(told -> told.startsWith("begin"));
        assertThat(statuses()).containsExactly(200);
    }

    @Test
    void unknownSessionAndForeignOneAreTurnedAway() {
        bench.elsewhere.put("s2", Resolution.BOUND_ELSEWHERE);
        bench.receive(Bench.send("s9", "tid11111", "Message-ID: m1\r\n", "text/plain", "secret", '$'));
        bench.receive(Bench.send("s2", "tid22222", "Message-ID: m1\r\n", "text/plain", "secret", '$'));
        bench.receive(chunk("tid33333", "1-2/2", "hi", '$'));
        assertThat(statuses()).containsExactly(481, 506, 200);
    }

    @Test
    void unknownMethodIsAnsweredAndReportIsNot() {
        String paths = "\r\nTo-Path: " + Bench.US + "s1;tcp\r\nFrom-Path: " + Bench.PEER + "s1;tcp\r\n";
        bench.receive(chunk("tid12345", "1-2/2", "hi", '$'));
        bench.receive("MSRP tid22222 NICKNAME" + paths + "-------tid22222$\r\n");
        bench.receive(
                "MSRP tid33333 REPORT" + paths + "Message-ID: none1\r\nStatus: 000 200 OK\r\n-------tid33333$\r\n");
        assertThat(statuses()).containsExactly(200, 501);
        assertThat(bench.counters.strayResponses.sum()).isEqualTo(1);
    }

    @Test
    void brokenHeaderIsAnsweredWith400() {
        bench.receive(chunk("tid11111", "9-1/2", "hi", '$') + chunk("tid22222", "1-2/2", "hi", '$'));
        assertThat(statuses()).containsExactly(400, 200);
        assertThat(bench.closed).isFalse();
    }

    @Test
    void noiseClosesTheConnection() {
        bench.receive(chunk("tid11111", "1-*/4", "hi", '+'));
        bench.receive("GET / HTTP/1.1\r\n\r\n");
        assertThat(bench.closed).isTrue();
        assertThat(events.ends).extracting(SessionEnd::cause).containsExactly(SessionEnd.Cause.CONNECTION_LOST);
        assertThat(events.told).last().isEqualTo("aborted SESSION_ENDED");
        assertThat(bench.counters.protocolFaults.sum()).isEqualTo(1);
    }

    @Test
    void messageBeyondTheLimitIsRefused() {
        bench = new Bench(MsrpLimits.DEFAULT.withMessages(2, 10), new SecureRandom());
        bench.session("s1", events);
        bench.receive(chunk("tid11111", "1-*/11", "hi", '+'));
        bench.receive(Bench.send("s1", "tid22222", "Message-ID: m2\r\n", "text/plain", "x".repeat(11), '$'));
        assertThat(statuses()).containsExactly(413, 413);
    }

    @Test
    void tooManyOpenMessagesAreRefused() {
        bench = new Bench(MsrpLimits.DEFAULT.withMessages(2, 0), new SecureRandom());
        bench.session("s1", events);
        for (String id : List.of("m1", "m2", "m3")) {
            bench.receive(Bench.send(
                    "s1", "tid12" + id, "Message-ID: " + id + "\r\nByte-Range: 1-2/9\r\n", "text/plain", "hi", '+'));
        }
        assertThat(statuses()).containsExactly(200, 200, 413);
    }

    @Test
    void octetsOfAllThatIsIncompleteHaveALimit() {
        bench = new Bench(MsrpLimits.DEFAULT.withSessionOctets(6), new SecureRandom());
        bench.session("s1", events);
        bench.receive(part("m1", 1, "1-*/*", "abcd", '+'));
        bench.receive(part("m2", 2, "1-*/*", "efgh", '+'));
        bench.receive(part("m1", 3, "5-6/6", "ij", '$'));
        bench.receive(part("m3", 4, "1-6/6", "klmnop", '$'));
        assertThat(statuses()).containsExactly(200, 413, 200, 200);
        assertThat(events.told).contains("complete 6").endsWith("0 klmnop", "complete 6");
    }

    private static String part(String id, int number, String range, String body, char flag) {
        String headers = "Message-ID: " + id + "\r\nByte-Range: " + range + "\r\n";
        return Bench.send("s1", "tid1000" + number, headers, "text/plain", body, flag);
    }

    @Test
    void connectionThatNamesNoSessionIsClosed() {
        bench.advance(Duration.ofSeconds(29));
        assertThat(bench.closed).isFalse();
        bench.advance(Duration.ofSeconds(1));
        assertThat(bench.closed).isTrue();
    }

    @Test
    void headThatDripsIsNotWaitedFor() {
        bench.receive(chunk("tid12345", "1-2/2", "hi", '$'));
        bench.receive("MSRP tid2");
        bench.advance(Duration.ofSeconds(6));
        bench.receive("2222 SE");
        bench.advance(Duration.ofSeconds(4));
        assertThat(bench.closed).isTrue();
    }
}
