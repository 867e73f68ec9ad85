package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MessagePolicy;
import org.voxpost.msrp.MessagePolicy.Reports;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.Verdict;
import org.voxpost.msrp.session.Bench.Written;
import org.voxpost.msrp.wire.Continuation;
import org.voxpost.msrp.wire.Frame;

/** Failure-Report and Success-Report in all combinations, both ways (RFC 4975 §7.1.1 to §7.1.4, §7.2, §7.3.2). */
class ReportTest {

    private final Bench bench = new Bench();
    private final Listening events = new Listening();

    private static String chunk(String transaction, String wishes, String range, String body, char flag) {
        String headers = "Message-ID: m1234\r\n" + wishes + "Byte-Range: " + range + "\r\n";
        return Bench.send("s1", transaction, headers, "text/plain", body, flag);
    }

    private static String wishes(String failure, String success) {
        return "Failure-Report: " + failure + "\r\nSuccess-Report: " + success + "\r\n";
    }

    /** What was written, in short: a status, or a REPORT with its range and status. */
    private List<String> answers() {
        return bench.frames().stream().map(ReportTest::text).toList();
    }

    private static String text(Written frame) {
        if (frame.head() instanceof Frame.Report report) {
            return "REPORT " + report.range() + " "
                    + (report.status() == null ? "" : report.status().code());
        }
        return String.valueOf(frame.status());
    }

    @ParameterizedTest
    @CsvSource({
        "yes,yes,200;REPORT 1-2/2 200",
        "yes,no,200",
        "partial,yes,REPORT 1-2/2 200",
        "partial,no,",
        "no,yes,REPORT 1-2/2 200",
        "no,no,",
    })
    void messageThatIsTakenIsToldAsItsSenderWishes(String failure, String success, String expected) {
        bench.session("s1", events);
        bench.receive(chunk("tid12345", wishes(failure, success), "1-2/2", "hi", '$'));
        assertThat(answers()).isEqualTo(expected == null ? List.of() : List.of(expected.split(";")));
        assertThat(events.told).containsExactly("begin m1234", "0 hi", "complete 2");
    }

    @ParameterizedTest
    @CsvSource({"yes,yes,413", "yes,no,413", "partial,yes,413", "partial,no,413", "no,yes,", "no,no,"})
    void messageThatIsNotTakenIsToldAsItsSenderWishes(String failure, String success, String expected) {
        bench.session("s1", events);
        events.answer = new Verdict.Refused(413, "Full");
        bench.receive(chunk("tid12345", wishes(failure, success), "1-2/2", "hi", '$'));
        assertThat(answers()).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"yes,REPORT 1-2/2 408", "partial,REPORT 1-2/2 408", "no,"})
    void messageThatFailsAfterItsResponseIsReported(String failure, String expected) {
        SessionCore session = bench.session("s1", events);
        bench.receive(chunk("tid12345", wishes(failure, "no"), "1-2/2", "hi", '$'));
        bench.frames();
        session.failed("m1234", 408, "Not delivered", bench.now);
        session.failed("m1234", 408, "Not delivered", bench.now);
        session.failed("m9999", 408, "Not delivered", bench.now);
        bench.settle();
        assertThat(answers()).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void reportGoesTheWholeWayBackAndResponseToThePreviousHop() {
        bench.session("s1", events);
        String relay = "msrps://relay.example.com:2855/r1;tcp";
        bench.receive(chunk("tid12345", wishes("yes", "yes"), "1-2/2", "hi", '$')
                .replace("From-Path: ", "From-Path: " + relay + " "));
        List<String> heads =
                bench.text().lines().filter(line -> line.startsWith("To-Path")).toList();
        assertThat(heads).containsExactly("To-Path: " + relay, "To-Path: " + relay + " " + Bench.PEER + "s1;tcp");
    }

    @Test
    void everyChunkIsReportedToPeersThatCountOnIt() {
        MessagePolicy perChunk = MessagePolicy.DEFAULT.withReports(Reports.CHUNK);
        bench.session("s1", events, PeerPolicy.DEFAULT.withMessages(perChunk));
        bench.receive(chunk("tid11111", wishes("yes", "yes"), "1-*/6", "abcd", '+'));
        assertThat(answers()).containsExactly("200", "REPORT 1-4/6 200");
        bench.receive(chunk("tid22222", wishes("yes", "yes"), "5-*/6", "ef", '$'));
        assertThat(answers()).containsExactly("200", "REPORT 5-6/6 200");
    }

    @Test
    void chunkIsReportedWhenItIsStoredAndNotBefore() {
        MessagePolicy perChunk = MessagePolicy.DEFAULT.withReports(Reports.CHUNK);
        bench.session("s1", events, PeerPolicy.DEFAULT.withMessages(perChunk));
        events.holding = true;
        bench.receive(chunk("tid11111", wishes("yes", "yes"), "1-*/6", "abcd", '+'));
        assertThat(answers()).isEmpty();
        events.held.getFirst().complete(Verdict.TAKEN);
        bench.settle();
        assertThat(answers()).containsExactly("200", "REPORT 1-4/6 200");
    }

    @Test
    void reportIsNeverAnswered() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(content(false, FailureReport.YES), "m1234", events);
        bench.settle();
        bench.frames();
        bench.receive(report("m1234", "1-10/10", "200 OK"));
        bench.receive(report("m9999", "1-10/10", "413 No"));
        bench.receive(report("m1234", "1-10/10", "413 No"));
        assertThat(bench.frames()).isEmpty();
    }

    @Test
    void responseToAReportOfOursIsCountedAndNothingElse() {
        bench.session("s1", events);
        bench.receive(chunk("tid12345", wishes("yes", "yes"), "1-2/2", "hi", '$'));
        Written report = bench.frames().getLast();
        bench.respond(report, 200);
        assertThat(bench.counters.strayResponses.sum()).isEqualTo(1);
        assertThat(bench.closed).isFalse();
    }

    private static MessageContent content(boolean success, FailureReport failure) {
        return MessageContent.of("audio/amr", new byte[10]).withReports(success, failure);
    }

    private static String report(String messageId, String range, String status) {
        return "MSRP rep12345 REPORT\r\nTo-Path: " + Bench.US + "s1;tcp\r\nFrom-Path: " + Bench.PEER
                + "s1;tcp\r\nMessage-ID: " + messageId + "\r\nByte-Range: " + range + "\r\nStatus: 000 " + status
                + "\r\n-------rep12345$\r\n";
    }

    /** When a message counts as delivered: at once, with the 200, with the report, or with both. */
    @ParameterizedTest
    @CsvSource({
        "YES,false,false,true",
        "YES,true,false,false",
        "PARTIAL,false,true,true",
        "PARTIAL,true,false,false",
        "NO,false,true,true",
        "NO,true,false,false",
    })
    void deliveryIsWhatTheWishesAllow(FailureReport failure, boolean success, boolean atOnce, boolean withResponse) {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(content(success, failure), "m1234", events);
        bench.settle();
        Written frame = bench.frames().getFirst();
        assertThat(frame.send().failureReport()).isEqualTo(failure);
        assertThat(frame.send().successReport()).isEqualTo(success);
        assertThat(events.outcomes).hasSize(atOnce ? 1 : 0);
        bench.respond(frame, 200);
        assertThat(events.outcomes).hasSize(withResponse ? 1 : 0);
        bench.receive(report("m1234", "1-10/10", "200 OK"));
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(10));
    }

    @Test
    void reportBeforeTheResponseIsNotEnough() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(content(true, FailureReport.YES), "m1234", events);
        bench.settle();
        Written frame = bench.frames().getFirst();
        bench.receive(report("m1234", "1-10/10", "200 OK"));
        assertThat(events.outcomes).isEmpty();
        bench.respond(frame, 200);
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(10));
    }

    @Test
    void reportOfAPartOnlyIsNoDelivery() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(content(true, FailureReport.NO), "m1234", events);
        bench.settle();
        bench.receive(report("m1234", "1-4/10", "200 OK"));
        bench.receive(report("m1234", "3-9/10", "200 OK"));
        assertThat(events.outcomes).isEmpty();
        bench.receive(report("m1234", "10-10/10", "200 OK"));
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(10));
    }

    @Test
    void successReportThatDoesNotComeIsATimeout() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(content(true, FailureReport.YES), "m1234", events);
        bench.settle();
        bench.respond(bench.frames().getFirst(), 200);
        bench.advance(Duration.ofSeconds(119));
        assertThat(events.outcomes).isEmpty();
        bench.advance(Duration.ofSeconds(1));
        assertThat(events.outcomes).containsExactly(new SendOutcome.TimedOut(SendOutcome.Phase.REPORT));
    }

    @Test
    void failureReportAfterTheDeliveryTakesItBack() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT);
        session.send(content(false, FailureReport.YES), "m1234", events);
        bench.settle();
        bench.respond(bench.frames().getFirst(), 200);
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(10));
        bench.receive(report("m1234", "1-10/10", "408 Relay lost it"));
        bench.receive(report("m1234", "1-10/10", "408 Relay lost it"));
        assertThat(events.takenBack).containsExactly(new SendOutcome.Refused(408, "Relay lost it"));
        assertThat(bench.counters.strayResponses.sum()).isEqualTo(1);
    }

    @Test
    void failureReportInMidMessageStopsItWithHash() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT.withWindow(10_000, 100));
        session.send(MessageContent.of("audio/amr", new byte[100_000]), "m1234", events);
        bench.settle();
        bench.receive(report("m1234", "1-5000/100000", "413 Enough"));
        Written chunk = bench.frames().getFirst();
        assertThat(chunk.flag()).isEqualTo(Continuation.ABORTED);
        assertThat(events.outcomes).containsExactly(new SendOutcome.Refused(413, "Enough"));
    }

    @Test
    void partialWishHearsOfAFailureBeforeItsEnd() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT.withChunks(4_096));
        bench.writable = false;
        bench.writableFor = 20_000;
        session.send(
                MessageContent.of("audio/amr", new byte[1_000_000]).withReports(false, FailureReport.PARTIAL),
                "m1234",
                events);
        bench.settle();
        bench.respond(bench.frames().getFirst(), 415);
        assertThat(events.outcomes).containsExactly(new SendOutcome.Refused(415, ""));
    }

    @Test
    void silenceOnOneOfManyChunksFailsTheMessageOnce() {
        SessionCore session = bench.active("s1", events, PeerPolicy.DEFAULT.withChunks(4_096));
        session.send(MessageContent.of("audio/amr", new byte[20_000]), "m1234", events);
        bench.settle();
        List<Written> frames = bench.frames();
        frames.subList(1, frames.size()).forEach(frame -> bench.respond(frame, 200));
        bench.advance(Duration.ofSeconds(30));
        bench.respond(frames.getFirst(), 200);
        assertThat(events.outcomes).containsExactly(new SendOutcome.TimedOut(SendOutcome.Phase.RESPONSE));
        assertThat(bench.counters.strayResponses.sum()).isEqualTo(1);
    }
}
