package org.voxpost.engine.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxpost.engine.event.ServerEvent;
import org.voxpost.engine.event.TransferEvent;
import org.voxpost.engine.journal.Journal;
import org.voxpost.engine.lane.Lanes;
import org.voxpost.engine.overload.Dispatch;
import org.voxpost.engine.overload.OverloadTerms;
import org.voxpost.engine.overload.Priority;
import org.voxpost.engine.overload.Sender;
import org.voxpost.engine.transfer.FakeCourier;
import org.voxpost.engine.transfer.Parting;
import org.voxpost.engine.transfer.TransferNames;
import org.voxpost.engine.transfer.TransferPolicy;
import org.voxpost.media.MediaConfiguration;
import org.voxpost.media.MediaStore;
import org.voxpost.msml.MsmlEvent;
import org.voxpost.msml.MsmlException;
import org.voxpost.msml.MsmlLimits;
import org.voxpost.msml.MsmlReader;
import org.voxpost.msml.ObjectId;
import org.voxpost.testkit.VirtualTime;

/** What a dialog tells its application server, in virtual time and with a courier that does as it is told. */
class DialogTest {

    private static final String OBJECT =
            "<fileobj src='file://a.amr' objid='a' dest='xmsrp://?offerer=a@b;answerer=c@d;file=a'/>";
    private static final String SECOND =
            "<fileobj src='file://b.amr' objid='b' dest='xmsrp://?offerer=a@b;answerer=c@d;file=b'/>";
    private static final String DONE = "<transferobjdone><send target='source' event='done' namelist='transfer.objid"
            + " transfer.end'/></transferobjdone>";
    private static final String EXIT = "<transferexit><send target='source' event='end' namelist='transfer.end"
            + " transfer.objcount'/></transferexit>";

    private final VirtualTime time = VirtualTime.starting();
    private final FakeCourier courier = new FakeCourier();
    private final List<String> told = new ArrayList<>();
    private final List<ServerEvent> facts = new ArrayList<>();

    @TempDir
    Path home;

    private @Nullable MediaStore media;
    private @Nullable Dialog running;

    @BeforeEach
    void open() throws Exception {
        Path root = Files.createDirectory(home.resolve("root"));
        media = MediaStore.open(MediaConfiguration.reading(root, home.resolve("spool"))
                .withWritable(root)
                .withDeletable(root));
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(media).close();
    }

    @Test
    void aDeliveredTransferTellsItsObjectThenItselfThenTheExit() {
        run("<transfer>" + OBJECT + DONE + EXIT + "</transfer>");
        courier.last().deliver(30);
        time.settle();

        assertThat(told)
                .containsExactly(
                        "done [transfer.objid=a, transfer.end=transfer.complete]",
                        "end [transfer.end=transfer.complete, transfer.objcount=1]",
                        "msml.dialog.exit []",
                        "ended 200");
    }

    @Test
    void aFailedTransferTellsTheSameAndTheExitSaysWhy() {
        run("<transfer>" + OBJECT + DONE + EXIT + "</transfer>");
        courier.last().fail(true, 488, "not acceptable");
        time.settle();

        assertThat(told)
                .containsExactly(
                        "done [transfer.objid=a, transfer.end=transfer.failed]",
                        "end [transfer.end=transfer.failed, transfer.objcount=1]",
                        "msml.dialog.exit [dialog.exit.status=488, dialog.exit.description=[transfer]: 488 not"
                                + " acceptable: error]",
                        "ended 488");
    }

    @Test
    void aStatusThatIsNo4xxIsToldAsOneInTheExitAndAsItIsInTheVariable() {
        run("<transfer>" + OBJECT
                + "<transferexit><send target='source' event='end'"
                + " namelist='transfer.status'/></transferexit></transfer>");
        courier.last().fail(true, 603, "decline");
        time.settle();

        assertThat(told).contains("end [transfer.status=603]", "ended 403");
    }

    @Test
    void aFailureWithoutHandlersIsToldInTheExitAlone() {
        run("<transfer>" + OBJECT + "</transfer>");
        courier.last().fail(true, 404, "no such file");
        time.settle();

        assertThat(told).hasSize(2).first().asString().contains("dialog.exit.status=404");
    }

    @Test
    void elementsRunInOrderEachToItsEnd() {
        run("<send target='source' event='first'/><transfer>" + OBJECT
                + "</transfer><send target='source' event='last'/>");
        assertThat(told).containsExactly("first []");

        courier.last().deliver(1);
        time.settle();
        assertThat(told).containsExactly("first []", "last []", "msml.dialog.exit []", "ended 200");
    }

    @Test
    void aGroupRunsItsChildrenTogetherAndEndsWithTheLast() {
        run("<group topology='parallel'><transfer id='x'>" + OBJECT + "</transfer><transfer id='y'>" + SECOND
                + "</transfer><groupexit><send target='source' event='all'/></groupexit></group>");
        assertThat(courier.attempts).hasSize(2);

        courier.attempts.get(1).deliver(1);
        time.settle();
        assertThat(told).isEmpty();
        courier.attempts.get(0).deliver(1);
        time.settle();
        assertThat(told).containsExactly("all []", "msml.dialog.exit []", "ended 200");
    }

    @Test
    void aSerialGroupStartsItsChildrenTogetherToo() {
        run("<group topology='serial'><transfer>" + OBJECT + "</transfer><transfer>" + SECOND + "</transfer></group>");

        assertThat(courier.attempts).hasSize(2);
    }

    @Test
    void onePrimitiveOfAGroupEndsAnotherByItsId() {
        run("<group topology='parallel'><transfer id='x'>" + OBJECT
                + "<transferexit><send target='transfer.y' event='terminate'/></transferexit></transfer>"
                + "<transfer id='y'>" + SECOND + EXIT + "</transfer></group>");
        courier.attempts.get(0).deliver(1);
        time.settle();

        assertThat(told)
                .containsExactly(
                        "end [transfer.end=transfer.terminated, transfer.objcount=1]",
                        "msml.dialog.exit []",
                        "ended 200");
    }

    @Test
    void exitInAHandlerTellsItsPairsAndStopsTheRestSilently() {
        run("<group topology='parallel'><transfer id='x'>" + OBJECT
                + "<transferobjdone><exit namelist='transfer.size'/></transferobjdone></transfer>"
                + "<transfer id='y'>" + SECOND + DONE + EXIT + "</transfer></group>");
        courier.attempts.get(0).deliver(77);
        time.settle();

        assertThat(courier.attempts.get(1).abandoned).isTrue();
        assertThat(told).containsExactly("moml.exit [transfer.size=77]", "msml.dialog.exit []", "ended 200");
    }

    @Test
    void exitWhenTheTransferStartsKeepsItsObjectsFromBeingSent() {
        run("<transfer><transferstart><exit/></transferstart>" + OBJECT + DONE + EXIT + "</transfer>");

        assertThat(courier.attempts).isEmpty();
        assertThat(told).containsExactly("msml.dialog.exit []", "ended 200");
    }

    @Test
    void exitAfterOneObjectKeepsTheNextFromBeingSent() {
        run("<transfer>" + OBJECT.replace("/>", " wait='true'/>") + SECOND
                + "<transferobjdone><exit namelist='transfer.objid'/></transferobjdone></transfer>");
        courier.last().deliver(1);
        time.settle();

        assertThat(courier.attempts).hasSize(1);
        assertThat(told).containsExactly("moml.exit [transfer.objid=a]", "msml.dialog.exit []", "ended 200");
    }

    @Test
    void aCourierThatBreaksIsAFailureOfTheObject() {
        courier.broken = true;
        run("<transfer>" + OBJECT + DONE + EXIT + "</transfer>");

        assertThat(told)
                .startsWith("done [transfer.objid=a, transfer.end=transfer.failed]")
                .contains("end [transfer.end=transfer.failed, transfer.objcount=1]", "ended 480");
    }

    @Test
    void aPrimitiveThatNeverBeganHasNothingToReport() {
        run("<group topology='parallel'><transfer>" + OBJECT
                + "<transferstart><exit/></transferstart></transfer><transfer>" + SECOND + "</transfer></group>");

        assertThat(facts.stream().filter(TransferEvent.Finished.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aSuspendedTransferEndsWhenNobodyCanResumeItAnyMore() {
        run("<transfer initial='suspend'>" + OBJECT + EXIT + "</transfer>");
        running().orphan();
        time.settle();

        assertThat(told)
                .startsWith("end [transfer.end=transfer.terminated, transfer.objcount=1]")
                .endsWith("ended 200");
    }

    @Test
    void aTransferUnderWayGoesOnWithoutItsCaller() {
        run("<transfer>" + OBJECT + EXIT + "</transfer>");
        running().orphan();
        courier.last().deliver(1);
        time.settle();

        assertThat(told).startsWith("end [transfer.end=transfer.complete, transfer.objcount=1]");
    }

    @Test
    void aFileOperationThatIsEndedBeforeItBeganIsNoFailure() {
        run(
                "<fileop operation='copy' src='file://a' dest='file://b'/>",
                () -> running().terminate(Parting.AT_ONCE));

        assertThat(told).containsExactly("msml.dialog.exit []", "ended 200");
    }

    @Test
    void disconnectTellsItsPairsAndAsksForTheEndOfTheCall() {
        run("<transfer>" + OBJECT + "<transferexit><disconnect namelist='transfer.end'/></transferexit></transfer>");
        courier.last().deliver(1);
        time.settle();

        assertThat(told)
                .containsExactly(
                        "moml.disconnect [transfer.end=transfer.complete]",
                        "msml.dialog.exit []",
                        "ended 200",
                        "disconnect");
    }

    @Test
    void aSuspendedTransferWaitsForResumeUnderAnyLongerName() {
        run("<transfer id='t' initial='suspend'>" + OBJECT + "</transfer>");
        assertThat(courier.attempts).isEmpty();

        running().event("resume.now", Optional.of("transfer.t"));
        assertThat(courier.attempts).hasSize(1);
    }

    @Test
    void anEventWhoseNameOnlyBeginsAlikeIsNotUnderstood() {
        run("<transfer id='t' initial='suspend'>" + OBJECT + "</transfer>");
        running().event("resumed", Optional.of("t"));

        assertThat(courier.attempts).isEmpty();
    }

    @Test
    void aSendToAnUnknownTargetGoesToTheApplicationServer() {
        run("<send target='elsewhere' event='hello'/>");

        assertThat(told).startsWith("hello []");
    }

    @Test
    void aVariableWithoutAValueIsUndefined() {
        run("<send target='source' event='e' namelist='transfer.end'/>");

        assertThat(told).startsWith("e [transfer.end=undefined]");
    }

    @Test
    void variablesOfANamedPrimitiveAreThereUnderItsNameToo() {
        run("<transfer id='t'>" + OBJECT
                + "<transferexit><send target='source' event='e'"
                + " namelist='transfer.t.end'/></transferexit></transfer>");
        courier.last().deliver(1);
        time.settle();

        assertThat(told).startsWith("e [transfer.t.end=transfer.complete]");
    }

    @Test
    void endingTheDialogLetsTheTransferTellItsEndAndRunsNothingBehindIt() {
        run("<transfer>" + OBJECT + EXIT + "</transfer><send target='source' event='never'/>");
        running().terminate(Parting.AT_ONCE);
        time.settle();

        assertThat(told)
                .containsExactly(
                        "end [transfer.end=transfer.terminated, transfer.objcount=1]",
                        "msml.dialog.exit []",
                        "ended 200");
    }

    @Test
    void maxtimePassesInVirtualTimeAndIsAFailureOfTheDialog() {
        run("<transfer maxtime='10s'>" + OBJECT + EXIT + "</transfer>");
        time.advance(Duration.ofSeconds(10));

        assertThat(told)
                .containsExactly(
                        "end [transfer.end=transfer.complete.maxtime, transfer.objcount=1]",
                        "msml.dialog.exit [dialog.exit.status=408, dialog.exit.description=[transfer]: 408 maxtime was"
                                + " over: error]",
                        "ended 408");
    }

    @Test
    void emptyHandlersTellNothing() {
        run("<transfer><transferstart/><transferobjstart/>" + OBJECT + "<transferobjdone/></transfer>");
        courier.last().deliver(1);
        time.settle();

        assertThat(told).containsExactly("msml.dialog.exit []", "ended 200");
    }

    @Test
    void outcomesAreFactsEvenWhenNobodyAskedForEvents() {
        run("<transfer>" + OBJECT + "</transfer>");
        courier.last().deliver(5);
        time.settle();

        assertThat(facts.stream().filter(TransferEvent.ObjectFinished.class::isInstance))
                .hasSize(1);
        assertThat(facts.stream().filter(TransferEvent.Finished.class::isInstance))
                .hasSize(1);
    }

    private Dialog running() {
        return Objects.requireNonNull(running);
    }

    private Lanes lanes() {
        return new Lanes(time, time, time);
    }

    private void run(String elements) {
        run(elements, () -> {});
    }

    private void run(String elements, Runnable before) {
        DialogRunner runner = new DialogRunner(
                new Dispatch(courier, OverloadTerms.DEFAULT),
                Objects.requireNonNull(media),
                time,
                TransferPolicy.DEFAULT,
                TransferNames.DEFAULT,
                Duration.ofSeconds(10),
                Optional.empty(),
                Journal.none(),
                facts::add);
        Dialog dialog = runner.dialog(
                new ObjectId.Dialog(new ObjectId.Connection("x"), "d"),
                "call",
                new Sender("as.example.com", Priority.NONE),
                runner.order(),
                lanes().lane(),
                new Listener());
        running = dialog;
        try {
            dialog.run(new MsmlReader(MsmlLimits.DEFAULTS)
                    .readScript(("<moml version='1.0'>" + elements + "</moml>").getBytes(StandardCharsets.UTF_8)));
        } catch (MsmlException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        before.run();
        time.settle();
    }

    private final class Listener implements DialogHost {

        @Override
        public CompletionStage<?> tell(MsmlEvent event) {
            told.add(event.name() + " "
                    + event.pairs().stream()
                            .map(pair -> pair.name() + "=" + pair.value())
                            .collect(Collectors.toList()));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public Optional<String> text() {
            return Optional.empty();
        }

        @Override
        public void disconnect() {
            told.add("disconnect");
        }

        @Override
        public void ended(Dialog ended, int status, String description) {
            told.add("ended " + status);
        }
    }
}
