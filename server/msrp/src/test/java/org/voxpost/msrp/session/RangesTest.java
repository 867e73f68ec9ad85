package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.MsrpLimits;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.session.Bench.Written;

/** Byte-Range in every form, and chunks in every order (RFC 4975 §7.1.1, §7.3.1). */
class RangesTest {

    private Bench bench = new Bench();
    private final Listening events = new Listening();

    @BeforeEach
    void expectASession() {
        bench.session("s1", events);
    }

    private void limits(MsrpLimits limits) {
        bench = new Bench(limits, new SecureRandom());
        bench.session("s1", events);
    }

    private static String chunk(int number, String range, String body, char flag) {
        return chunk("tid1000" + number, "m1234", range, body, flag);
    }

    private static String chunk(String transaction, String message, String range, String body, char flag) {
        return Bench.send(
                "s1",
                transaction,
                "Message-ID: " + message + "\r\nByte-Range: " + range + "\r\n",
                "text/plain",
                body,
                flag);
    }

    private List<Integer> statuses() {
        return bench.frames().stream().map(Written::status).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-4/4", "1-*/4", "1-4/*", "1-*/*", "1-3/4", "1-0/*"})
    void wholeMessageIsTakenInEveryForm(String range) {
        bench.receive(chunk(1, range, "abcd", '$'));
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "complete 4");
        assertThat(statuses()).containsExactly(200);
    }

    /** The samples of RFC 4975 and of vendors count a line end that is not there. */
    @ParameterizedTest
    @CsvSource({"1-25/25,Hey Bob are you there?", "1-3/3,longer"})
    void messageOfOneChunkIsAsLongAsItsBody(String range, String body) {
        bench.receive(chunk(1, range, body, '$'));
        assertThat(events.told).containsExactly("begin m1234", "0 " + body, "complete " + body.length());
        assertThat(statuses()).containsExactly(200);
        assertThat(bench.counters.deviations()).containsEntry("TOTAL_NOT_OF_BODY", 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0-4/4",
                "5-3/4",
                "1-5/4",
                "9223372036854775807-*/*",
                "9223372036854775808-*/*",
                "18446744073709551616-*/*",
                "-1-4/4",
                "1--4/4",
                "1-4",
                "1/4",
                "*-4/4",
                "1-4/-4",
                "1-4/4/4",
                "a-b/c",
                ""
            })
    void rangeThatIsNoneIsAnsweredWith400(String range) {
        bench.receive(chunk(1, range, "abcd", '$'));
        bench.receive(chunk("tid20000", "m2", "1-2/2", "hi", '$'));
        assertThat(statuses()).containsExactly(400, 200);
        assertThat(events.told).containsExactly("begin m2", "0 hi", "complete 2");
    }

    @Test
    void chunksInReverseOrderAreOneMessage() {
        bench.receive(chunk(1, "5-6/6", "ef", '$'));
        bench.receive(chunk(2, "3-4/6", "cd", '+'));
        bench.receive(chunk(3, "1-2/6", "ab", '+'));
        assertThat(events.told).containsExactly("begin m1234", "4 ef", "2 cd", "0 ab", "complete 6");
        assertThat(statuses()).containsExactly(200, 200, 200);
    }

    @Test
    void overlapAcrossSeveralGapsFillsThemAndNothingElse() {
        bench.receive(chunk(1, "3-4/10", "cd", '+'));
        bench.receive(chunk(2, "7-8/10", "gh", '+'));
        bench.receive(chunk(3, "1-10/10", "ABCDEFGHIJ", '$'));
        assertThat(events.told)
                .containsExactly(
                        "begin m1234",
                        "2 cd",
                        "6 gh",
                        "0 AB",
                        "repeated 2 CD",
                        "4 EF",
                        "repeated 6 GH",
                        "8 IJ",
                        "complete 10");
        assertThat(bench.counters.repeatedOctets.sum()).isEqualTo(4);
    }

    /** The octets that came first count; the others are shown, for who can compare them. */
    @Test
    void differentOctetsForTheSameRangeChangeNothingAndAreShown() {
        bench.receive(chunk(1, "1-4/8", "abcd", '+'));
        bench.receive(chunk(2, "1-4/8", "EVIL", '+'));
        bench.receive(chunk(3, "5-8/8", "efgh", '$'));
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "repeated 0 EVIL", "4 efgh", "complete 8");
        assertThat(statuses()).containsExactly(200, 200, 200);
    }

    @Test
    void sinkThatSeesOtherOctetsForTheSameRangeEndsTheMessage() {
        events.contradiction = new Verdict.Refused(400, "Other octets than before");
        bench.receive(chunk(1, "1-4/8", "abcd", '+'));
        bench.receive(chunk(2, "1-4/8", "EVIL", '+'));
        bench.receive(chunk(3, "5-8/8", "efgh", '$'));
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "repeated 0 EVIL", "aborted REFUSED");
        assertThat(statuses()).containsExactly(200, 400, 400);
    }

    @ParameterizedTest
    @CsvSource({
        "1-*/8,abcd,+, 5-8/9,efgh,$",
        "1-*/8,abcd,+, 5-*/*,efg,$",
        "1-*/*,abcd,+, 5-*/6,efgh,+",
        "1-4/4,abcd,$, 5-8/8,efgh,$",
        "7-8/8,gh,$, 1-*/7,abcdef,+",
        "5-*/8,efgh,$, 9-*/*,ij,+",
    })
    void chunksThatContradictEachOtherAreRefused(
            String range1, String body1, char flag1, String range2, String body2, char flag2) {
        events.holding = true;
        bench.receive(chunk(1, range1, body1, flag1));
        bench.receive(chunk(2, range2, body2, flag2));
        assertThat(statuses()).contains(400);
        assertThat(events.told).contains("aborted REFUSED").noneMatch(told -> told.startsWith("complete"));
        bench.answerAll(events);
        assertThat(events.told).noneMatch(told -> told.startsWith("complete"));
    }

    @Test
    void totalThatBecomesKnownIsNoContradiction() {
        bench.receive(chunk(1, "1-*/*", "abcd", '+'));
        bench.receive(chunk(2, "5-*/8", "ef", '+'));
        bench.receive(chunk(3, "7-*/*", "gh", '$'));
        assertThat(statuses()).containsExactly(200, 200, 200);
        assertThat(events.told).endsWith("complete 8");
    }

    @Test
    void octetsBeyondTheTotalAreRefused() {
        bench.receive(chunk(1, "1-*/4", "abcdef", '+'));
        assertThat(statuses()).containsExactly(400);
    }

    @Test
    void retransmissionWaitsForTheSinkLikeTheOriginal() {
        events.holding = true;
        bench.receive(chunk(1, "1-*/8", "abcd", '+'));
        bench.receive(chunk(1, "1-*/8", "abcd", '+'));
        assertThat(statuses()).isEmpty();
        events.held.getFirst().complete(Verdict.TAKEN);
        bench.settle();
        assertThat(statuses()).containsExactly(200, 200);
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "repeated 0 abcd");
    }

    @Test
    void repeatedChunkIsAnsweredThoughItsMessageIsCompleteByThen() {
        events.holding = true;
        bench.receive(chunk(1, "1-4/8", "abcd", '+'));
        bench.receive(chunk(2, "1-4/8", "abcd", '+'));
        bench.receive(chunk(3, "5-8/8", "efgh", '$'));
        bench.answerAll(events);
        assertThat(events.told).endsWith("complete 8");
        assertThat(statuses()).containsExactly(200, 200, 200);
    }

    @Test
    void retransmissionOfARefusedMessageIsRefusedAgain() {
        events.answer = new Verdict.Refused(413, "Full");
        bench.receive(chunk(1, "1-4/4", "abcd", '$'));
        events.answer = Verdict.TAKEN;
        bench.receive(chunk(1, "1-4/4", "abcd", '$'));
        assertThat(statuses()).containsExactly(413, 413);
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "aborted REFUSED");
        assertThat(bench.counters.repeatedRequests.sum()).isEqualTo(1);
    }

    @Test
    void transactionIdUsedForAnotherMessageHidesNothing() {
        bench.receive(chunk("tid10000", "m1", "1-2/2", "hi", '$'));
        bench.receive(chunk("tid10000", "m2", "1-2/2", "ho", '$'));
        assertThat(events.told).containsExactly("begin m1", "0 hi", "complete 2", "begin m2", "0 ho", "complete 2");
    }

    @Test
    void transactionIdUsedForEveryChunkHidesNothing() {
        bench.receive(chunk(1, "1-*/6", "abc", '+'));
        bench.receive(chunk(1, "4-*/6", "def", '$'));
        assertThat(events.told).containsExactly("begin m1234", "0 abc", "3 def", "complete 6");
        assertThat(statuses()).containsExactly(200, 200);
    }

    @Test
    void messageIdsOfTwoSessionsAreApart() {
        Listening others = new Listening();
        bench.session("s2", others);
        bench.receive(chunk(1, "1-*/4", "ab", '+'));
        String headers = "Message-ID: m1234\r\nByte-Range: 3-4/4\r\n";
        bench.receive(Bench.send("s2", "tid20000", headers, "text/plain", "XX", '+'));
        bench.receive(chunk(2, "3-4/4", "cd", '$'));
        assertThat(events.told).endsWith("complete 4");
        assertThat(others.told).containsExactly("begin m1234", "2 XX");
    }

    @Test
    void messageIdUsedAgainIsANewMessageAndSaidToBeKnown() {
        bench.receive(chunk(1, "1-4/4", "abcd", '$'));
        bench.receive(chunk(2, "1-4/4", "efgh", '$'));
        assertThat(events.told)
                .containsExactly("begin m1234", "0 abcd", "complete 4", "begin again m1234", "0 efgh", "complete 4");
    }

    @Test
    void tooManyGapsAreRefused() {
        limits(MsrpLimits.DEFAULT.withGaps(3, 1_000));
        for (int i = 1; i <= 5; i++) {
            bench.receive(chunk(i, (i * 10) + "-*/*", "x", '+'));
        }
        assertThat(statuses()).containsExactly(200, 200, 200, 200, 413);
        assertThat(events.told).endsWith("aborted REFUSED");
    }

    @Test
    void chunkFarAheadIsRefusedAndNothingIsAllocatedForIt() {
        limits(MsrpLimits.DEFAULT.withGaps(64, 1_000));
        bench.receive(chunk(1, "1-*/999999999999999999", "ab", '+'));
        bench.receive(chunk("tid20000", "m2", "1003-*/*", "ab", '+'));
        bench.receive(chunk(2, "999999999999999997-*/999999999999999999", "ab", '+'));
        assertThat(statuses()).containsExactly(200, 413, 413);
    }

    @Test
    void hugeTotalCostsNothing() {
        bench.receive(chunk(1, "1-*/999999999999999999", "ab", '+'));
        assertThat(statuses()).containsExactly(200);
        assertThat(events.told).containsExactly("begin m1234", "0 ab");
    }
}
