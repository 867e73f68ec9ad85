package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxpost.msml.dialog.Capture;
import org.voxpost.msml.dialog.Count;
import org.voxpost.msml.dialog.Exit;
import org.voxpost.msml.dialog.FileObject;
import org.voxpost.msml.dialog.FileOp;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.MessageObject;
import org.voxpost.msml.dialog.SendEvent;
import org.voxpost.msml.dialog.Transfer;
import org.voxpost.msml.dialog.XmsrpUri;

/** The scripts under samples/msml mean what they say. */
class SampleScriptsTest {
    private final MsmlReader reader = new MsmlReader(MsmlLimits.DEFAULTS);

    @Test
    void printedExampleOfXmsIsRead() throws MsmlException {
        var document = reader.read(Documents.sample("transfer.xml"));

        var start = (DialogStart) document.requests().getFirst();
        assertThat(start.target()).hasToString("conn:CONNECTION");
        assertThat(start.name()).contains("12345");
        var transfer = Documents.element(Transfer.class, document);
        assertThat(transfer.id()).contains("transfer");
        assertThat(transfer.objects())
                .containsExactly(new FileObject(
                        Optional.of("transfer"),
                        Count.ONCE,
                        Optional.empty(),
                        "file:///var/lib/voxpost/media/recordings/RECORD VMD4 1.amr",
                        Optional.of(new XmsrpUri(
                                "sip:msml@127.0.0.1",
                                "sip:delivery@127.0.0.1:5070",
                                Optional.of("/recordings/RECORD VMD4 1.amr"))),
                        false,
                        Optional.of("audio/amr"),
                        true,
                        true,
                        false,
                        Optional.empty()));
        assertThat(transfer.onStart()).isEqualTo(Handler.NONE);
        assertThat(transfer.onObjectDone())
                .isEqualTo(new Handler(
                        List.of(new SendEvent(
                                "transfer.objectdone", "source", List.of("transfer.objid", "transfer.duration"))),
                        Optional.empty()));
        assertThat(transfer.onExit().sends())
                .containsExactly(new SendEvent("TransferEnd", "source", List.of("transfer.duration", "transfer.end")));
    }

    @Test
    void textIsReportedAndAnswered() throws MsmlException {
        var document = reader.read(Documents.sample("text.xml"));

        assertThat(document.requests()).hasSize(2).hasOnlyElementsOfType(DialogStart.class);
        var capture = Documents.element(Capture.class, document);
        assertThat(capture.transcript()).contains("file://transcripts/call.json");
        assertThat(capture.onMessage().sends()).extracting(SendEvent::event).containsExactly("text.message");
        assertThat(capture.onExit().ending()).isPresent();
    }

    @Test
    void formOfPublicClientsIsRead() throws MsmlException {
        var document = reader.read(Documents.sample("transfer-plain.xml"));

        assertThat(((DialogStart) document.requests().getFirst()).name()).isEmpty();
        var transfer = Documents.element(Transfer.class, document);
        assertThat(transfer.id()).isEmpty();
        assertThat(transfer.onObjectDone()).isEqualTo(Handler.NONE);
        var object = (FileObject) transfer.objects().getFirst();
        assertThat(object.src()).isEqualTo("file://verification/testRecord.wav");
        assertThat(object.delete()).isFalse();
        assertThat(object.dest())
                .contains(new XmsrpUri("sip:msml@127.0.0.1", "sip:delivery@127.0.0.1", Optional.of("testRecord.wav")));
    }

    @Test
    void timersRetriesAndOrderAreRead() throws MsmlException {
        var document = reader.read(Documents.sample("transfer-http.xml"));

        assertThat(document.requests().getFirst().mark()).contains("1");
        var transfer = Documents.element(Transfer.class, document);
        assertThat(transfer.retry()).isEqualTo(new Count.Times(3));
        assertThat(transfer.ftt()).contains(Duration.ofSeconds(10));
        assertThat(transfer.itt()).contains(Duration.ofSeconds(5));
        assertThat(transfer.maxtime()).contains(Duration.ofMinutes(10));
        assertThat(transfer.objects())
                .extracting(object -> object.objid().orElseThrow())
                .containsExactly("greeting", "copy");
        assertThat(transfer.objects()).extracting(object -> object.await()).containsExactly(true, false);
        assertThat(transfer.onStart().sends()).containsExactly(new SendEvent("TransferStart", "source", List.of()));
    }

    @Test
    void messageIsRead() throws MsmlException {
        var transfer = Documents.element(Transfer.class, reader.read(Documents.sample("message.xml")));

        var object = (MessageObject) transfer.objects().getFirst();
        assertThat(object.src()).isEmpty();
        assertThat(object.contents())
                .containsExactly(new MessageObject.Content(
                        Optional.of("note-1"),
                        "text/plain;charset=UTF-8",
                        Optional.empty(),
                        "You have 1 new message & 2 old ones."));
        assertThat(transfer.onExit().ending()).contains(new Exit(List.of("transfer.duration", "transfer.end")));
    }

    @Test
    void fileOperationsAreRead() throws MsmlException {
        var document = reader.read(Documents.sample("fileop.xml"));

        var start = (DialogStart) document.requests().getFirst();
        var elements = ((DialogStart.Inline) start.source()).script().elements();
        assertThat(elements).hasSize(3);
        assertThat(elements.getFirst())
                .isEqualTo(new FileOp(
                        Optional.of("copy"),
                        FileOp.Operation.COPY,
                        "file://voicemail.amr",
                        Optional.of("file://voicemail copy.amr"),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty()));
        assertThat(elements.get(1)).extracting("operation").isEqualTo(FileOp.Operation.DELETE);
        assertThat(elements.get(2)).isEqualTo(new SendEvent("FilesDone", "source", List.of()));
    }
}
