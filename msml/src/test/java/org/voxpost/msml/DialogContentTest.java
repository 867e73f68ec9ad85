package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msml.dialog.Disconnect;
import org.voxpost.msml.dialog.Exit;
import org.voxpost.msml.dialog.FileOp;
import org.voxpost.msml.dialog.Group;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.SendEvent;
import org.voxpost.msml.dialog.Transfer;

class DialogContentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "play",
                "record",
                "dtmf",
                "collect",
                "dtmfgen",
                "tonegen",
                "vad",
                "agc",
                "gain",
                "gate",
                "relay",
                "clamp",
                "speech",
                "cpa",
                "faxdetect",
                "faxsend",
                "faxrcv",
                "faxrecv"
            })
    void primitivesThatWeDoNotRunAre402(String name) throws MsmlException {
        assertThat(Documents.refusedInDialog("<" + name + " beep='true'><x/></" + name + ">"))
                .isEqualTo(new Refused(ResponseCode.UNSUPPORTED_ELEMENT, name + " is not supported", Optional.empty()));
        assertThat(Documents.refusedInDialog("<group topology='parallel'><" + name + "/></group>")
                        .code())
                .isEqualTo(ResponseCode.UNSUPPORTED_ELEMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | <frob/>",
                "401 | <group topology='parallel'><frob/></group>",
                "401 | <transfer><frob/></transfer>",
                "404 | <fileobj src='file://a'/>",
                "404 | <createconference/>",
                "404 | <groupexit/>",
                "404 | <group topology='parallel'><exit/></group>",
                "404 | <group topology='parallel'><fileop operation='delete' src='a'/><groupexit/><groupexit/></group>",
                "403 | <group topology='parallel'/>",
                "403 | <group topology='parallel'><groupexit/></group>",
                "405 | <group topology='parallel'>text</group>",
                "406 | <group topology='parallel' colour='red'><fileop operation='delete' src='a'/></group>",
                "408 | <group><fileop operation='delete' src='a'/></group>",
                "410 | <group topology='fullduplex'><fileop operation='delete' src='a'/></group>",
                "410 | <group topology='parallel' id='-a'><fileop operation='delete' src='a'/></group>",
                "408 | <send target='source'/>",
                "408 | <send event='e'/>",
                "410 | <send event='' target='source'/>",
                "410 | <send event='e' target='conn:t/dialog:d'/>",
                "410 | <send event='e' target='source' namelist='a&#9;b'/>",
                "410 | <send event='e' target='source' namelist='a&#233;'/>",
                "406 | <send event='e' target='source' mark='1'/>",
                "404 | <send event='e' target='source'><exit/></send>",
                "405 | <exit>text</exit>",
                "404 | <exit><send event='e' target='source'/></exit>",
                "406 | <exit name='x'/>",
                "406 | <disconnect name='x'/>",
            })
    void mistakeGetsItsCode(int code, String content) throws MsmlException {
        assertThat(Documents.refusedInDialog(content).code().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | <play/><frob/>",
                "410 | <play/><fileop operation='paint' src='a'/>",
                "401 | <frob/><play/>",
                "401 | <group topology='parallel'><play/><frob/></group>",
                "403 | <group topology='parallel'><play/></group><transfer/>",
                "401 | <moml><play/><frob/></moml>",
                "402 | <play/><record/>",
            })
    void mistakeAgainstTheSchemaHidesBehindNothingThatWeDoNotRun(int code, String content) throws MsmlException {
        assertThat(Documents.refusedInDialog(content).code().code()).isEqualTo(code);
    }

    @Test
    void firstOfTwoMistakesIsTold() throws MsmlException {
        assertThat(Documents.refusedInDialog(
                                "<play/><transfer colour='red'>" + Documents.FILE_OBJECT + "</transfer><frob/>")
                        .description())
                .isEqualTo("transfer has an unknown attribute colour");
    }

    @Test
    void groupsNest() throws MsmlException {
        var group = Documents.element(
                Group.class,
                "<group topology='parallel' id='g'><group topology='serial'><fileop operation='delete' src='file://a'/>"
                        + "</group><transfer>" + Documents.FILE_OBJECT + "</transfer>"
                        + "<groupexit><send event='Done' target='source'/><disconnect/></groupexit></group>");

        assertThat(group.topology()).isEqualTo(Group.Topology.PARALLEL);
        assertThat(group.id()).contains("g");
        assertThat(group.children()).hasSize(2);
        assertThat(group.children().getFirst()).extracting("topology").isEqualTo(Group.Topology.SERIAL);
        assertThat(group.children().getLast()).isInstanceOf(Transfer.class);
        assertThat(group.onExit())
                .isEqualTo(new Handler(
                        List.of(new SendEvent("Done", "source", List.of())), Optional.of(new Disconnect(List.of()))));
    }

    @Test
    void elementsKeepTheirOrder() throws MsmlException {
        var start = (DialogStart) Documents.request(Documents.dialog("<send event='A#1' target='source'/>"
                + Documents.TRANSFER + "<fileop operation='delete' src='file://a'/>" + Documents.TRANSFER
                + "<exit namelist='transfer.end'/>"));

        assertThat(((DialogStart.Inline) start.source()).script().elements())
                .extracting(element -> (Object) element.getClass())
                .containsExactly(SendEvent.class, Transfer.class, FileOp.class, Transfer.class, Exit.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "408 | src='file://a'",
                "410 | operation='COPY' src='file://a' dest='file://b'",
                "410 | operation='shred' src='file://a'",
                "408 | operation='delete'",
                "408 | operation='copy' src='file://a'",
                "408 | operation='move' src='file://a'",
                "408 | operation='append' src='file://a'",
                "408 | operation='convert' src='file://a'",
                "410 | operation='delete' src=''",
                "410 | operation='delete' src='file://a&#0009;b'",
                "410 | operation='move' src='file://a' dest=' '",
                "410 | operation='convert' src='file://a' dest='file://b' srcformat='a&#13;b'",
                "410 | operation='convert' src='file://a' dest='file://b' destformat='&#233;'",
                "410 | operation='delete' src='file://a' overwrite='1'",
                "410 | operation='delete' src='file://a' id='_'",
                "410 | operation='delete' src='file://a' xml:lang='en us'",
                "406 | operation='delete' src='file://a' delete='true'",
            })
    void fileOperationWithAMistakeGetsItsCode(int code, String attributes) throws MsmlException {
        assertThat(Documents.refusedInDialog("<fileop " + attributes + "/>")
                        .code()
                        .code())
                .isEqualTo(code);
    }

    @Test
    void fileOperationHasAllItsAttributes() throws MsmlException {
        assertThat(Documents.element(
                        FileOp.class,
                        "<fileop id='f' operation='convert' src='file://a' dest='file://b' srcformat='audio/amr'"
                                + " destformat='audio/wav;codec=L16' overwrite='false' xml:lang='en-US'/>"))
                .isEqualTo(new FileOp(
                        Optional.of("f"),
                        FileOp.Operation.CONVERT,
                        "file://a",
                        Optional.of("file://b"),
                        Optional.of("audio/amr"),
                        Optional.of("audio/wav;codec=L16"),
                        false,
                        Optional.of("en-US")));
    }
}
