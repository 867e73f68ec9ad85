package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.SessionEnd;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.session.Bench.Written;

/** What a session takes along from one connection to the next (RFC 4975 §8.4). */
class MovedTest {

    private final Listening events = new Listening();
    private final Bench before = new Bench();
    private final Bench after = new Bench();

    @BeforeEach
    void expectASession() {
        before.session("s1", events);
    }

    private static String chunk(int number, String range, String body, char flag) {
        String headers = "Message-ID: m1234\r\nByte-Range: " + range + "\r\n";
        return Bench.send("s1", "tid1000" + number, headers, "text/plain", body, flag);
    }

    private void move() {
        Moving moving = before.the("s1").surrender(before.now);
        after.session("s1", events).inherit(moving, after::execute, after.now);
        before.settle();
        after.settle();
    }

    private void answerFirst() {
        events.held.removeFirst().complete(Verdict.TAKEN);
        before.settle();
        after.settle();
    }

    private List<Integer> statuses() {
        return after.frames().stream().map(Written::status).toList();
    }

    @Test
    void incompleteMessageGoesOnWhereItWas() {
        before.receive(chunk(1, "1-4/8", "abcd", '+'));
        move();
        after.receive(chunk(2, "1-8/8", "abcdefgh", '$'));
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "repeated 0 abcd", "4 efgh", "complete 8");
        assertThat(statuses()).containsExactly(200);
    }

    @Test
    void chunkInTheMiddleOfTheMoveCountsAsFarAsItCame() {
        String cut = chunk(1, "1-8/8", "abcdefgh", '$');
        int at = cut.indexOf("efgh");
        before.core.madeByPeer();
        before.receive(cut.substring(0, at));
        move();
        before.receive(cut.substring(at));
        assertThat(before.frames()).extracting(Written::status).containsExactly(481);
        after.receive(chunk(2, "1-8/8", "abcdefgh", '$'));
        assertThat(events.told).endsWith("4 efgh", "complete 8").doesNotContain("aborted SESSION_ENDED");
    }

    @Test
    void completeMessageThatComesAgainIsDeliveredOnce() {
        before.receive(chunk(1, "1-4/4", "abcd", '$'));
        move();
        after.receive(chunk(2, "1-2/4", "ab", '+'));
        after.receive(chunk(3, "3-4/4", "cd", '$'));
        assertThat(statuses()).containsExactly(200, 200);
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "complete 4");
        assertThat(after.counters.repeatedRequests.sum()).isEqualTo(2);
    }

    @Test
    void messageThatBecomesWholeBeforeItsLastChunkComesAgainIsDeliveredOnce() {
        before.receive(chunk(1, "5-8/8", "efgh", '$'));
        move();
        after.receive(chunk(2, "1-4/8", "abcd", '+'));
        after.receive(chunk(3, "5-8/8", "efgh", '$'));
        after.receive(chunk(4, "1-8/8", "ijklmnop", '$'));
        assertThat(statuses()).containsExactly(200, 200, 200);
        assertThat(events.told)
                .containsExactly(
                        "begin m1234",
                        "4 efgh",
                        "0 abcd",
                        "complete 8",
                        "begin again m1234",
                        "0 ijklmnop",
                        "complete 8");
    }

    @Test
    void sameIdAfterThatIsAnotherMessage() {
        before.receive(chunk(1, "1-4/4", "abcd", '$'));
        move();
        after.receive(chunk(2, "1-4/4", "abcd", '$'));
        after.receive(chunk(3, "1-4/4", "efgh", '$'));
        assertThat(events.told).endsWith("begin again m1234", "0 efgh", "complete 4");
    }

    @Test
    void anotherLengthIsAnotherMessage() {
        before.receive(chunk(1, "1-4/4", "abcd", '$'));
        move();
        after.receive(chunk(2, "1-2/2", "hi", '$'));
        assertThat(events.told).endsWith("begin again m1234", "0 hi", "complete 2");
    }

    @Test
    void peerThatGivesAllMessagesOneIdLosesNone() {
        before.receive(chunk(1, "1-4/4", "abcd", '$'));
        before.receive(chunk(2, "1-4/4", "efgh", '$'));
        move();
        after.receive(chunk(3, "1-4/4", "ijkl", '$'));
        assertThat(events.told).endsWith("begin again m1234", "0 ijkl", "complete 4");
    }

    @Test
    void whatWasTakenLongBeforeTheMoveDoesNotComeAgain() {
        before.receive(chunk(1, "1-4/4", "abcd", '$'));
        before.advance(Duration.ofSeconds(31));
        after.now = before.now;
        move();
        after.receive(chunk(2, "1-4/4", "efgh", '$'));
        assertThat(events.told).endsWith("begin again m1234", "0 efgh", "complete 4");
    }

    @Test
    void whatTheSinkHasNotAnsweredIsWaitedFor() {
        events.holding = true;
        before.receive(chunk(1, "1-4/8", "abcd", '+'));
        move();
        events.holding = false;
        after.receive(chunk(2, "1-8/8", "abcdefgh", '$'));
        assertThat(statuses()).isEmpty();
        answerFirst();
        assertThat(statuses()).containsExactly(200);
        assertThat(events.told).endsWith("repeated 0 abcd", "4 efgh", "complete 8");
    }

    @Test
    void messageThatIsWholeWhenItsSinkAnswersIsCompleted() {
        events.holding = true;
        before.receive(chunk(1, "1-4/4", "abcd", '$'));
        move();
        events.holding = false;
        answerFirst();
        assertThat(before.frames()).isEmpty();
        assertThat(events.told).containsExactly("begin m1234", "0 abcd");
        after.receive(Bench.send("s1", "tid20000", "Message-ID: m5\r\n", "text/plain", "hi", '$'));
        assertThat(events.told).containsSubsequence("0 abcd", "complete 4");
        after.receive(chunk(2, "1-4/4", "abcd", '$'));
        assertThat(statuses()).containsExactly(200, 200);
        assertThat(events.told.stream().filter("complete 4"::equals)).hasSize(1);
    }

    @Test
    void lastWordOfTheSinkCountsForWhatComesAgain() {
        events.holding = true;
        before.receive(chunk(1, "1-4/4", "abcd", '$'));
        answerFirst();
        assertThat(events.told).endsWith("complete 4");
        move();
        after.receive(chunk(2, "1-2/4", "ab", '+'));
        after.receive(chunk(3, "3-4/4", "cd", '$'));
        assertThat(statuses()).isEmpty();
        answerFirst();
        assertThat(statuses()).containsExactly(200, 200);
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "complete 4");
    }

    @Test
    void refusalOfTheSinkCountsForWhatComesAgain() {
        events.holding = true;
        before.receive(chunk(1, "1-4/8", "abcd", '+'));
        move();
        after.receive(chunk(2, "1-8/8", "abcdefgh", '$'));
        events.held.removeFirst().complete(new Verdict.Refused(413, "Disk full"));
        before.settle();
        after.settle();
        assertThat(statuses()).containsExactly(413);
        assertThat(events.told).containsExactly("begin m1234", "0 abcd", "aborted REFUSED");
    }

    @Test
    void sessionThatEndsAfterTheMoveAbortsWhatIsIncomplete() {
        before.receive(chunk(1, "1-4/8", "abcd", '+'));
        move();
        assertThat(events.told).doesNotContain("aborted SESSION_ENDED");
        after.the("s1").end(new SessionEnd(SessionEnd.Cause.LOCAL, "bye"), after.now);
        assertThat(events.told).endsWith("aborted SESSION_ENDED");
    }

    @Test
    void whoWaitsForQuietWaitsOn() {
        before.receive(chunk(1, "1-4/4", "abcd", '$'));
        List<String> quiet = new ArrayList<>();
        before.the("s1").whenQuiet(() -> quiet.add("quiet"), before.now);
        move();
        after.receive(Bench.send("s1", "tid20000", "Message-ID: m5\r\n", "text/plain", "hi", '$'));
        after.advance(Duration.ofMillis(4_999));
        assertThat(quiet).isEmpty();
        after.advance(Duration.ofMillis(1));
        assertThat(quiet).containsExactly("quiet");
    }
}
