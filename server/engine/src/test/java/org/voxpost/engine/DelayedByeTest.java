package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.journal.RememberingJournal;
import org.voxpost.msrp.FlowTimeouts;
import org.voxpost.testkit.ManualDelivery;
import org.voxpost.testkit.MsrpFrame;
import org.voxpost.testkit.SipDialog;

/**
 * An application server that hangs up where transfers do not outlive its call: its BYE is answered at once, and passed to the delivery
 * server when the session there is quiet.
 */
@Timeout(60)
class DelayedByeTest {

    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private final ManualDelivery far = new ManualDelivery();

    @AfterEach
    void close() {
        far.close();
    }

    private Rig rig(Duration inactivity, Duration outer) throws Exception {
        return rig(inactivity, outer, Journal.none());
    }

    private Rig rig(Duration inactivity, Duration outer, Journal journal) throws Exception {
        return Rig.start(
                home,
                whole ->
                        Changes.flow(Changes.endsWithTheCall(whole), FlowTimeouts.DEFAULT.withQuiet(inactivity, outer)),
                journal);
    }

    /** A call with a delivery whose only chunk the delivery server has not answered; then the application server hangs up. */
    private MsrpFrame hungUpInTheMiddle(Rig rig) throws Exception {
        rig.recording("a.amr", 4_000);
        SipDialog call = rig.call();
        Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
        far.take(far.expectInvite());
        MsrpFrame file = far.expectFile();
        call.bye();
        call.expectResponse(200, "BYE");
        return file;
    }

    @Test
    void whatIsAcknowledgedBeforeTheSessionIsQuietIsDelivered() throws Exception {
        try (Rig rig = rig(FIVE_SECONDS, MINUTE)) {
            MsrpFrame file = hungUpInTheMiddle(rig);

            far.msrp.respond(file, 200);

            assertThat(rig.fact(JobEvent.Delivered.class).octets()).isEqualTo(4_000);
            far.dialog().respond(far.dialog().expect("BYE"), 200, "OK", "");
            assertThat(rig.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.complete");
        }
    }

    @Test
    void theOuterTimeEndsTheWait() throws Exception {
        try (Rig rig = rig(FIVE_SECONDS, Duration.ofMillis(300))) {
            hungUpInTheMiddle(rig);
            long start = System.nanoTime();

            far.dialog().respond(far.dialog().expect("BYE"), 200, "OK", "");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(150), FIVE_SECONDS);
            assertThat(rig.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.terminated");
        }
    }

    @Test
    void withoutInactivityThereIsNoWait() throws Exception {
        try (Rig rig = rig(Duration.ZERO, MINUTE)) {
            hungUpInTheMiddle(rig);

            far.dialog().respond(far.dialog().expect("BYE"), 200, "OK", "");

            assertThat(rig.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.terminated");
        }
    }

    @Test
    void theLossOfTheConnectionEndsTheWait() throws Exception {
        try (Rig rig = rig(FIVE_SECONDS, MINUTE)) {
            hungUpInTheMiddle(rig);
            long start = System.nanoTime();

            far.msrp.reset();
            far.dialog().respond(far.dialog().expect("BYE"), 200, "OK", "");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FIVE_SECONDS);
            assertThat(rig.fact(TransferEvent.Finished.class).end()).isEqualTo("transfer.terminated");
            rig.awaitNoSessions();
        }
    }

    @Test
    void theServerThatStopsWaitsForNobody() throws Exception {
        long start;
        try (Rig rig = rig(FIVE_SECONDS, MINUTE)) {
            hungUpInTheMiddle(rig);
            start = System.nanoTime();
        }
        far.sip.expect("BYE");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FIVE_SECONDS);
    }

    /** What ended with the call is at its end, and no later run has anything to go on with. */
    @Test
    void theServerThatStopsLeavesNothingOfItToALaterRun() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        long start;
        try (Rig rig = rig(FIVE_SECONDS, MINUTE, journal)) {
            hungUpInTheMiddle(rig);
            start = System.nanoTime();
        }
        far.sip.expect("BYE");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FIVE_SECONDS);
        assertThat(journal.entries(Entry.TransferFinished.class)).hasSize(1);
        RememberingJournal after = journal.successor();
        try (Rig again = rig(FIVE_SECONDS, MINUTE, after)) {
            assertThat(again.engine.legs()).isZero();
            assertThat(after.nothingOpen()).isTrue();
        }
    }
}
