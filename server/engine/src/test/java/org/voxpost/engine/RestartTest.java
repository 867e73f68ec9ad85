package org.voxpost.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.engine.event.ControlEvent;
import org.voxpost.engine.event.JobEvent;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.engine.journal.Entry;
import org.voxpost.engine.journal.RememberingJournal;
import org.voxpost.testkit.DeliveryScript;
import org.voxpost.testkit.DeliveryServerPeer;
import org.voxpost.testkit.HttpAnswer;
import org.voxpost.testkit.HttpPeer;
import org.voxpost.testkit.SipDialog;

/** A server that loses its power, and the one that is started behind it. */
class RestartTest {

    @TempDir
    Path home;

    /** P1, P15, P16 of the fault model: wherever it stops, the recording arrives, the source goes, and there is one outcome. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                Entry.TransferBegun.class,
                Entry.AttemptBegun.class,
                Entry.SourceReady.class,
                Entry.Delivered.class,
                Entry.SourceSettled.class,
                Entry.JobFinished.class,
                Entry.JobTold.class,
                Entry.TransferFinished.class,
                Entry.OrderClosed.class
            })
    void whereverItStopsTheRecordingArrivesOnceOnRecordAndTheSourceGoes(Class<? extends Entry> step) throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(step::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Path source;
            byte[] content;
            try (Rig rig = Rig.start(home, from -> from, journal)) {
                source = rig.recording("a.amr", 30_000);
                content = Files.readAllBytes(source);
                Rig.start(rig.call(), Rig.transfer("", Rig.object("file://a.amr", far.uri(), "delete=\"true\"")));
                journal.powerLost().get(10, TimeUnit.SECONDS);
            }
            RememberingJournal after = journal.successor();
            try (Rig again = Rig.start(home, from -> from, after)) {
                again.fact(ControlEvent.DialogEnded.class);

                assertThat(source).doesNotExist();
                assertThat(far.deliveries().getLast().expectFile()).isEqualTo(content);
                assertThat(after.entries(Entry.JobFinished.class))
                        .hasSize(1)
                        .first()
                        .satisfies(
                                finished -> assertThat(finished.outcome().end()).isEqualTo("transfer.complete"));
                assertThat(after.entries(Entry.TransferFinished.class)).hasSize(1);
                assertThat(after.nothingOpen()).isTrue();
            }
        }
    }

    @Test
    void anEndThatIsNotOnRecordIsNotTold() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.refuse(Entry.JobFinished.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Collection<ServerEvent> facts;
            try (Rig rig = Rig.start(home, from -> from, journal)) {
                facts = rig.facts;
                rig.recording("a.amr", 3_000);
                Rig.start(rig.call(), Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
                journal.refused().get(10, TimeUnit.SECONDS);
                far.expectDelivery().expectBye();
            }
            assertThat(facts)
                    .noneMatch(fact -> fact instanceof ControlEvent.EventDelivered
                            || fact instanceof ControlEvent.EventLost
                            || fact instanceof TransferEvent.ObjectFinished);
            RememberingJournal after = journal.successor();
            try (Rig again = Rig.start(home, from -> from, after)) {
                again.fact(ControlEvent.DialogEnded.class);

                assertThat(after.entries(Entry.JobFinished.class)).hasSize(1);
                assertThat(far.deliveries()).hasSize(1);
            }
        }
    }

    /** P-I8: the application server's call stands, and it hears of the end in it. */
    @Test
    void theEndIsToldInTheCallThatStillStands() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.JobFinished.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Rig rig = Rig.start(home, from -> from, journal);
            rig.recording("a.amr", 3_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
            journal.powerLost().get(10, TimeUnit.SECONDS);
            RememberingJournal after = journal.successor();
            try (Rig again = Rig.start(home, from -> from, after, rig.crash())) {
                assertThat(Rig.event(call)).contains("event name=\"object\"").contains("transfer.complete");
                assertThat(Rig.event(call)).contains("event name=\"exit\"");
                assertThat(Rig.event(call)).contains("msml.dialog.exit");
                assertThat(far.deliveries()).hasSize(1);

                call.moveTo(again.address());
                again.recording("b.amr", 3_000);
                Rig.start(call, Rig.transfer("", Rig.object("file://b.amr", far.uri(), "")));
                assertThat(Rig.event(call)).contains("transfer.complete");
            }
        }
    }

    @Test
    void theApplicationServerEndsWhatAnEarlierRunBegan() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.SourceReady.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.Silent())) {
            Rig rig = Rig.start(home, from -> from, journal);
            rig.recording("a.amr", 3_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("retry=\"5\"", Rig.object("file://a.amr", far.uri(), "")));
            journal.powerLost().get(10, TimeUnit.SECONDS);
            try (Rig again = Rig.start(home, from -> from, journal.successor(), rig.crash())) {
                again.fact(JobEvent.Invited.class);
                call.moveTo(again.address());
                assertThat(Rig.ask(
                                call,
                                "<msml version=\"1.1\"><dialogend id=\"conn:" + call.remoteTag()
                                        + "/dialog:d\"/></msml>"))
                        .contains("200");
                assertThat(Rig.event(call)).contains("transfer.terminated");
            }
        }
    }

    /** P2: the 200 got lost with the server, so the INFO comes again. */
    @Test
    void anOrderThatComesAgainAfterARestartIsAnsweredAsBeforeAndNotTakenTwice() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.AttemptBegun.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            Rig rig = Rig.start(home, from -> from, journal);
            rig.recording("a.amr", 3_000);
            SipDialog call = rig.call();
            String document = "<msml version=\"1.1\"><dialogstart mark=\"m\" target=\"conn:" + call.remoteTag()
                    + "\" type=\"application/moml+xml\">"
                    + Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")) + "</dialogstart></msml>";
            call.cseq(20);
            String first = Rig.ask(call, document);
            journal.powerLost().get(10, TimeUnit.SECONDS);
            RememberingJournal after = journal.successor();
            try (Rig again = Rig.start(home, from -> from, after, rig.crash())) {
                call.moveTo(again.address());
                again.fact(ControlEvent.LegResumed.class);
                call.cseq(20);
                assertThat(Rig.ask(call, document)).isEqualTo(first);
                assertThat(Rig.event(call)).contains("transfer.complete");
                assertThat(after.entries(Entry.Accepted.class)).hasSize(1);
            }
        }
    }

    @Test
    void anEndThatCouldNotBeWrittenIsWrittenAgainAndThenTold() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.refuse(Entry.JobFinished.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp();
                Rig rig = Rig.start(home, from -> from, journal)) {
            rig.recording("a.amr", 3_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
            journal.refused().get(10, TimeUnit.SECONDS);
            journal.refuse(_ -> false);
            assertThat(Rig.event(call)).contains("transfer.complete");
        }
    }

    @Test
    void aCallThatIsOverIsNotGoneOnWith() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.JobFinished.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp(new DeliveryScript.RingingOnly())) {
            Rig rig = Rig.start(home, from -> from, journal);
            rig.recording("a.amr", 3_000);
            SipDialog call = rig.call();
            Rig.start(call, Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
            far.expectDelivery();
            call.bye();
            call.expectResponse(200, "BYE");
            journal.powerLost().get(10, TimeUnit.SECONDS);
            assertThat(journal.entries(Entry.CallEnded.class)).hasSize(1);
            try (Rig again = Rig.start(home, from -> from, journal.successor(), rig.crash())) {
                assertThat(again.fact(ControlEvent.EventLost.class).why()).contains("its call ended");
            }
        }
    }

    @Test
    void whatWasDeliveredIsNotSentAgain() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.SourceSettled.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            try (Rig rig = Rig.start(home, from -> from, journal)) {
                rig.recording("a.amr", 3_000);
                Rig.start(rig.call(), Rig.transfer("", Rig.object("file://a.amr", far.uri(), "delete=\"true\"")));
                journal.powerLost().get(10, TimeUnit.SECONDS);
            }
            try (Rig again = Rig.start(home, from -> from, journal.successor())) {
                again.fact(ControlEvent.DialogEnded.class);

                assertThat(far.deliveries()).hasSize(1);
            }
        }
    }

    @Test
    void aRepeatedDeliveryHasTheSameJobAndHashAndAnotherTransferId() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.Delivered.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            try (Rig rig = Rig.start(home, from -> from, journal)) {
                rig.recording("a.amr", 3_000);
                Rig.start(rig.call(), Rig.transfer("", Rig.object("file://a.amr", far.uri(), "")));
                journal.powerLost().get(10, TimeUnit.SECONDS);
            }
            try (Rig again = Rig.start(home, from -> from, journal.successor())) {
                again.fact(ControlEvent.DialogEnded.class);

                assertThat(far.deliveries()).hasSize(2);
                var first = far.deliveries().getFirst();
                var second = far.deliveries().getLast();
                assertThat(second.invite().header("X-Voxpost-Job"))
                        .isEqualTo(first.invite().header("X-Voxpost-Job"))
                        .isPresent();
                assertThat(second.fileSelector()).isEqualTo(first.fileSelector());
                assertThat(transferId(second.offer())).isNotEqualTo(transferId(first.offer()));
            }
        }
    }

    private static String transferId(String offer) {
        return offer.lines()
                .filter(line -> line.startsWith("a=file-transfer-id"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasPulledIsNotPulledAgainAndLeavesTheSpoolWithItsJob() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.Delivered.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp();
                HttpPeer http = HttpPeer.start()) {
            http.on("/a.amr", HttpAnswer.ok(new byte[5_000]), HttpAnswer.status(404));
            try (Rig rig = Rig.start(home, from -> from, journal)) {
                Rig.start(
                        rig.call(),
                        Rig.transfer("", Rig.object(http.uri("/a.amr").toString(), far.uri(), "")));
                journal.powerLost().get(10, TimeUnit.SECONDS);
            }
            try (Rig again = Rig.start(home, from -> from, journal.successor())) {
                assertThat(again.fact(ControlEvent.DialogEnded.class).status()).isEqualTo(200);

                assertThat(far.deliveries().getLast().expectFile()).hasSize(5_000);
                assertThat(http.requests()).hasSize(1);
            }
            try (Rig third = Rig.start(home)) {
                assertThat(third.engine.media().jobs().list()).isEmpty();
            }
        }
    }

    @Test
    void anOrderThatCannotBeRecordedIsRefusedAndNothingOfItHappens() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.Accepted.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            try (Rig rig = Rig.start(home, from -> from, journal)) {
                rig.recording("a.amr", 3_000);

                String result = Rig.start(
                        rig.call(), Rig.transfer("", Rig.object("file://a.amr", far.uri(), "delete=\"true\"")));

                assertThat(result).contains("response=\"520\"").doesNotContain("<dialogid>");
            }
            assertThat(far.deliveries()).isEmpty();
            assertThat(journal.nothingOpen()).isTrue();
        }
    }

    @Test
    void theRestOfAScriptIsDoneBehindARestart() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        journal.loseThePowerAt(Entry.TransferFinished.class::isInstance);
        try (DeliveryServerPeer far = DeliveryServerPeer.udp()) {
            try (Rig rig = Rig.start(home, from -> from, journal)) {
                rig.recording("a.amr", 3_000);
                rig.recording("b.amr", 2_000);
                Rig.start(
                        rig.call(),
                        "<fileop operation=\"copy\" src=\"file://b.amr\" dest=\"file://c.amr\" overwrite=\"false\"/>"
                                + Rig.transfer("", Rig.object("file://a.amr", far.uri(), ""))
                                + Rig.transfer("", Rig.object("file://b.amr", far.uri(), "delete=\"true\"")));
                journal.powerLost().get(10, TimeUnit.SECONDS);
            }
            RememberingJournal after = journal.successor();
            try (Rig again = Rig.start(home, from -> from, after)) {
                ControlEvent.DialogEnded end = again.fact(ControlEvent.DialogEnded.class);

                assertThat(end.status()).isEqualTo(200);
                assertThat(far.deliveries()).hasSize(2);
                assertThat(after.entries(Entry.JobFinished.class)).hasSize(2);
                assertThat(after.nothingOpen()).isTrue();
            }
        }
    }

    @Test
    void objectsThatAreFinishedAreNotDoneAgain() throws Exception {
        RememberingJournal journal = new RememberingJournal();
        try (DeliveryServerPeer far =
                DeliveryServerPeer.udp(new DeliveryScript.Reject(404), new DeliveryScript.Accept())) {
            try (Rig rig = Rig.start(home, from -> from, journal)) {
                rig.recording("a.amr", 3_000);
                rig.recording("b.amr", 2_000);
                journal.loseThePowerAt(
                        entry -> entry instanceof Entry.AttemptBegun(String job, int _, int _) && job.endsWith("-2"));
                Rig.start(
                        rig.call(),
                        "<transfer>"
                                + Rig.object("file://a.amr", far.uri(), "wait=\"true\"")
                                + Rig.object("file://b.amr", far.uri(), "")
                                + "</transfer>");
                journal.powerLost().get(10, TimeUnit.SECONDS);
            }
            RememberingJournal after = journal.successor();
            try (Rig again = Rig.start(home, from -> from, after)) {
                ControlEvent.DialogEnded end = again.fact(ControlEvent.DialogEnded.class);

                assertThat(end.status()).isEqualTo(404);
                List<Entry.JobFinished> finished = after.entries(Entry.JobFinished.class);
                assertThat(finished)
                        .extracting(entry -> entry.outcome().status())
                        .containsExactly(404, 200);
                assertThat(after.entries(Entry.TransferFinished.class))
                        .extracting(entry -> entry.outcome().attempts())
                        .containsExactly(2);
            }
        }
    }
}
