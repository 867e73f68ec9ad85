package org.voxpost.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxpost.msrp.MessageContent;
import org.voxpost.msrp.MessagePolicy;
import org.voxpost.msrp.MessagePolicy.Reports;
import org.voxpost.msrp.PeerPolicy;
import org.voxpost.msrp.SendOutcome;
import org.voxpost.msrp.session.Bench.Written;
import org.voxpost.msrp.wire.Frame;
import org.voxpost.msrp.wire.UriPath;

/** What may be on its way through relays, and what we report for the other side's sake (RFC 4976 §6.4.1, RFC 4975 §7.1.3). */
class RelayWindowTest {

    private static final String RELAY = "msrp://relay.example.com:2855/r1;tcp";
    private static final int CHUNK = 4_096;
    private static final PeerPolicy NARROW = PeerPolicy.DEFAULT.withRelay(
            PeerPolicy.DEFAULT.relay().withChunks(CHUNK).withWindow(2 * CHUNK));

    private final Bench bench = new Bench();
    private final Listening events = new Listening();

    private SessionCore behindARelay() {
        SessionCore session = bench.active("s1", events, NARROW);
        session.remotePath(UriPath.parse(RELAY + " " + Bench.PEER + "s1;tcp"));
        return session;
    }

    private void send(SessionCore session, int octets) {
        session.send(MessageContent.of("audio/amr", new byte[octets]), "m1234", events);
        bench.settle();
    }

    /** The chunks that came, all answered as relays do: at once. */
    private List<Integer> sentAndAnswered() {
        List<Written> frames = bench.frames();
        frames.forEach(frame -> bench.respond(frame, 200));
        return frames.stream().map(frame -> frame.body().length).toList();
    }

    private void report(String range) {
        bench.receive(
                "MSRP tidr1234 REPORT\r\nTo-Path: " + Bench.US + "s1;tcp\r\nFrom-Path: " + RELAY + " " + Bench.PEER
                        + "s1;tcp\r\nMessage-ID: m1234\r\nByte-Range: " + range
                        + "\r\nStatus: 000 200 OK\r\n-------tidr1234$\r\n");
    }

    @Test
    void whatTheRelayAnswersMakesNoRoomAndWhatThePeerReportsDoes() {
        SessionCore session = behindARelay();
        send(session, 10 * CHUNK);
        assertThat(sentAndAnswered()).containsExactly(CHUNK, CHUNK);
        assertThat(sentAndAnswered()).isEmpty();
        report("1-4096/40960");
        assertThat(sentAndAnswered()).containsExactly(CHUNK);
        report("1-12288/40960");
        assertThat(sentAndAnswered()).containsExactly(CHUNK, CHUNK);
    }

    @Test
    void progressIsWhatTheRelayTookAndTheOutcomeIsTheWordOfThePeer() {
        SessionCore session = behindARelay();
        send(session, CHUNK);
        assertThat(sentAndAnswered()).containsExactly(CHUNK);
        assertThat(events.acknowledged).isEqualTo(CHUNK);
        assertThat(events.outcomes).isEmpty();
        report("1-4096/4096");
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(CHUNK));
    }

    @Test
    void peerThatReportsWholeMessagesIsGivenMoreAndMore() {
        SessionCore session = behindARelay();
        send(session, 10 * CHUNK);
        assertThat(sentAndAnswered()).hasSize(2);
        bench.advance(Duration.ofMillis(250));
        assertThat(sentAndAnswered()).hasSize(2);
        bench.advance(Duration.ofMillis(250));
        assertThat(sentAndAnswered()).hasSize(4);
        bench.advance(Duration.ofMillis(250));
        assertThat(sentAndAnswered()).hasSize(2);
        report("1-40960/40960");
        assertThat(events.outcomes).containsExactly(new SendOutcome.Delivered(10 * CHUNK));
    }

    @Test
    void peerThatHasReportedAPartIsWaitedForLongerAndBoundAgain() {
        SessionCore session = behindARelay();
        send(session, 20 * CHUNK);
        assertThat(sentAndAnswered()).hasSize(2);
        bench.advance(Duration.ofMillis(250));
        assertThat(sentAndAnswered()).hasSize(2);
        report("1-4096/81920");
        assertThat(sentAndAnswered()).isEmpty();
        report("4097-12288/81920");
        assertThat(sentAndAnswered()).hasSize(1);
        bench.advance(Duration.ofMillis(1_999));
        assertThat(sentAndAnswered()).isEmpty();
        bench.advance(Duration.ofMillis(1));
        assertThat(sentAndAnswered()).hasSize(2);
    }

    @Test
    void linesOfTextWaitForReportsToo() {
        SessionCore session = behindARelay();
        for (int i = 0; i < 10; i++) {
            session.send(MessageContent.of("text/plain", new byte[2_048]), "m123" + i, events);
        }
        bench.settle();
        assertThat(sentAndAnswered()).hasSize(4);
        bench.receive(
                "MSRP tidr1235 REPORT\r\nTo-Path: " + Bench.US + "s1;tcp\r\nFrom-Path: " + RELAY + " " + Bench.PEER
                        + "s1;tcp\r\n"
                        + "Message-ID: m1230\r\n"
                        + "Byte-Range: 1-2048/2048\r\n"
                        + "Status: 000 200 OK\r\n"
                        + "-------tidr1235$\r\n");
        assertThat(sentAndAnswered()).hasSize(1);
    }

    @Test
    void messageThatIsGivenUpMakesRoom() {
        SessionCore session = behindARelay();
        Outgoing first = session.send(MessageContent.of("audio/amr", new byte[10 * CHUNK]), "m1111", events);
        bench.settle();
        assertThat(sentAndAnswered()).hasSize(2);
        session.abort(first, bench.now);
        send(session, 3_000);
        assertThat(sentAndAnswered()).containsExactly(0, 3_000);
    }

    @Test
    void timeForTheReportBeginsAnewWithEachPart() {
        SessionCore session = behindARelay();
        send(session, 2 * CHUNK);
        assertThat(sentAndAnswered()).hasSize(2);
        bench.advance(Duration.ofSeconds(119));
        report("1-4096/8192");
        bench.advance(Duration.ofSeconds(119));
        assertThat(events.outcomes).isEmpty();
        bench.advance(Duration.ofSeconds(1));
        assertThat(events.outcomes).containsExactly(new SendOutcome.TimedOut(SendOutcome.Phase.REPORT));
    }

    @Test
    void sameReportAgainIsNoNews() {
        SessionCore session = behindARelay();
        send(session, 2 * CHUNK);
        assertThat(sentAndAnswered()).hasSize(2);
        report("1-4096/8192");
        bench.advance(Duration.ofSeconds(60));
        report("1-4096/8192");
        bench.advance(Duration.ofSeconds(60));
        assertThat(events.outcomes).containsExactly(new SendOutcome.TimedOut(SendOutcome.Phase.REPORT));
    }

    private List<String> reportsOn(int chunks, boolean relayed, Reports reports) {
        bench.session("s1", events, PeerPolicy.DEFAULT.withMessages(MessagePolicy.DEFAULT.withReports(reports)));
        int total = chunks * CHUNK;
        for (int i = 0; i < chunks; i++) {
            String range = (i * CHUNK + 1) + "-" + (i + 1) * CHUNK + "/" + total;
            String chunk = Bench.send(
                    "s1",
                    "tid1234" + i,
                    "Message-ID: m1234\r\nSuccess-Report: yes\r\nByte-Range: " + range + "\r\n",
                    "text/plain",
                    "x".repeat(CHUNK),
                    i == chunks - 1 ? '$' : '+');
            bench.receive(relayed ? chunk.replace("From-Path: ", "From-Path: " + RELAY + " ") : chunk);
        }
        return bench.frames().stream()
                .map(Written::head)
                .filter(Frame.Report.class::isInstance)
                .map(head -> String.valueOf(((Frame.Report) head).range()))
                .toList();
    }

    @Test
    void whatCameThroughRelaysIsReportedFromTimeToTime() {
        assertThat(reportsOn(9, true, Reports.AUTO))
                .containsExactly("1-16384/36864", "16385-32768/36864", "1-36864/36864");
    }

    @Test
    void whatCameWithoutRelaysOrByOtherPolicyIsReportedWhole() {
        assertThat(reportsOn(9, false, Reports.AUTO)).containsExactly("1-36864/36864");
    }

    @Test
    void wholeMessagesCanBeAskedForThroughRelaysToo() {
        assertThat(reportsOn(9, true, Reports.MESSAGE)).containsExactly("1-36864/36864");
    }
}
