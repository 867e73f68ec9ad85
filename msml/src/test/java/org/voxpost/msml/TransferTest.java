package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msml.dialog.Count;
import org.voxpost.msml.dialog.Destination;
import org.voxpost.msml.dialog.Disconnect;
import org.voxpost.msml.dialog.Exit;
import org.voxpost.msml.dialog.FileObject;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.MessageObject;
import org.voxpost.msml.dialog.SendEvent;
import org.voxpost.msml.dialog.Transfer;
import org.voxpost.msml.dialog.TransferObject;

class TransferTest {
    @Test
    void absentAttributesHaveTheDefaultsOfTheSchema() throws MsmlException {
        var transfer = Documents.element(Transfer.class, "<transfer><fileobj src='file://a'/></transfer>");

        assertThat(transfer)
                .isEqualTo(new Transfer(
                        Optional.empty(),
                        Transfer.Initial.TRANSMIT,
                        Count.ONCE,
                        Count.NEVER,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new FileObject(
                                Optional.empty(),
                                Count.ONCE,
                                Optional.empty(),
                                "file://a",
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                false,
                                true,
                                false,
                                Optional.empty())),
                        Handler.NONE,
                        Handler.NONE,
                        Handler.NONE,
                        Handler.NONE));
    }

    @Test
    void allAttributesOfTheTransferAreRead() throws MsmlException {
        var transfer = transfer("id='t' initial='suspend' iterate='3' retry='forever' delay='1s' starttimer='true'"
                + " ftt='500ms' itt='+2.5s' maxtime='.5s' xml:lang='en'");

        assertThat(transfer.id()).contains("t");
        assertThat(transfer.initial()).isEqualTo(Transfer.Initial.SUSPEND);
        assertThat(transfer.iterate()).isEqualTo(new Count.Times(3));
        assertThat(transfer.retry()).isEqualTo(new Count.Forever());
        assertThat(transfer.delay()).contains(Duration.ofSeconds(1));
        assertThat(transfer.starttimer()).isTrue();
        assertThat(transfer.ftt()).contains(Duration.ofMillis(500));
        assertThat(transfer.itt()).contains(Duration.ofMillis(2500));
        assertThat(transfer.maxtime()).contains(Duration.ofMillis(500));
        assertThat(transfer.lang()).contains("en");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id='a b'",
                "id=''",
                "initial='paused'",
                "initial='Transmit'",
                "iterate='0'",
                "iterate='-2'",
                "iterate='1.5'",
                "iterate='99999999999'",
                "iterate=''",
                "retry='-2'",
                "retry='-0'",
                "retry='never'",
                "delay='1'",
                "delay='-1s'",
                "delay='1m'",
                "delay='1.s'",
                "delay='1 s'",
                "delay='99999999999s'",
                "delay='0000000000000000000000000000000000001s'",
                "starttimer='1'",
                "starttimer='TRUE'",
                "ftt='s'",
                "itt='ms'",
                "maxtime='1h'",
                "xml:lang='e&#10;n'"
            })
    void badValueIs410AndNamed(String attribute) throws MsmlException {
        var refused = Documents.refusedInDialog("<transfer " + attribute + ">" + Documents.FILE_OBJECT + "</transfer>");

        assertThat(refused.code()).isEqualTo(ResponseCode.INVALID_ATTRIBUTE_VALUE);
        assertThat(refused.description())
                .startsWith("transfer " + attribute.substring(0, attribute.indexOf('=')) + "=\"")
                .contains("\": expected ");
    }

    @Test
    void minusOneIsForever() throws MsmlException {
        var transfer = transfer("iterate='-1' retry='-1'");

        assertThat(transfer.iterate()).isEqualTo(new Count.Forever());
        assertThat(transfer.retry()).isEqualTo(new Count.Forever());
        assertThat(transfer("retry='0'").retry()).isEqualTo(Count.NEVER);
    }

    @Test
    void countsSayWhetherOneMoreIsAllowed() {
        assertThat(Count.ONCE.allowsAfter(0)).isTrue();
        assertThat(Count.ONCE.allowsAfter(1)).isFalse();
        assertThat(Count.NEVER.allowsAfter(0)).isFalse();
        assertThat(new Count.Forever().allowsAfter(Long.MAX_VALUE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | <transfer/>",
                "403 | <transfer><transferexit/></transfer>",
                "405 | <transfer>text<fileobj src='file://a'/></transfer>",
                "406 | <transfer priority='1'><fileobj src='file://a'/></transfer>",
                "404 | <transfer><fileobj src='file://a'/><send event='e' target='source'/></transfer>",
                "404 | <transfer><fileobj src='file://a'/><play/></transfer>",
                "404 | <transfer><fileobj src='file://a'/><transferexit/><transferexit/></transfer>",
                "404 | <transfer><fileobj src='file://a'/><transferexit><exit/><exit/></transferexit></transfer>",
                "404 | <transfer><fileobj src='file://a'/><transferexit><exit/><send event='e'"
                        + " target='source'/></transferexit></transfer>",
                "404 | <transfer><fileobj src='file://a'/><transferexit><play/></transferexit></transfer>",
                "401 | <transfer><fileobj src='file://a'/><transferexit><frob/></transferexit></transfer>",
                "406 | <transfer><fileobj src='file://a'/><transferexit namelist='x'/></transfer>",
                "405 | <transfer><fileobj src='file://a'/><transferstart>text</transferstart></transfer>",
                "408 | <transfer><fileobj/></transfer>",
                "405 | <transfer><fileobj src='file://a'>text</fileobj></transfer>",
                "404 | <transfer><fileobj src='file://a'><content/></fileobj></transfer>",
                "403 | <transfer><messageobj/></transfer>",
                "404 | <transfer><messageobj><fileobj/></messageobj></transfer>",
                "405 | <transfer><messageobj>text</messageobj></transfer>",
                "406 | <transfer><messageobj delete='true'><content/></messageobj></transfer>",
                "406 | <transfer><messageobj><content type='text/plain'/></messageobj></transfer>",
                "401 | <transfer><messageobj><content><b>bold</b></content></messageobj></transfer>",
            })
    void mistakeGetsItsCode(int code, String content) throws MsmlException {
        assertThat(Documents.refusedInDialog(content).code().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src=''",
                "src='file://a&#10;b'",
                "objid='a b'",
                "iterate='x'",
                "retry='x'",
                "wait='yes'",
                "contenttype='audio'",
                "contenttype='audio/amr&#13;&#10;X: y'",
                "contenttype='audio /amr'",
                "delete='yes'",
                "overwrite='0'",
                "append='no'",
                "xml:lang='a_b'",
                "dest=''",
                "dest='file:///a&#0010;b'",
                "dest='xmsrp://?answerer=a@b'",
                "dest='xmsrp:'"
            })
    void badValueOfAFileObjectIs410AndNamed(String attribute) throws MsmlException {
        String src = attribute.startsWith("src") ? "" : "src='file://a' ";
        var refused = Documents.refusedInDialog("<transfer><fileobj " + src + attribute + "/></transfer>");

        assertThat(refused.code()).isEqualTo(ResponseCode.INVALID_ATTRIBUTE_VALUE);
        assertThat(refused.description())
                .startsWith("fileobj " + attribute.substring(0, attribute.indexOf('=')) + "=\"")
                .doesNotContain("\n");
    }

    @Test
    void whatIsMissingInAnAddressIsNamed() throws MsmlException {
        var refused = Documents.refusedInDialog("<transfer><fileobj src='a' dest='xmsrp://?answerer=a@b'/></transfer>");

        assertThat(refused.description()).contains("offerer is missing");
    }

    @Test
    void allAttributesOfAFileObjectAreRead() throws MsmlException {
        var object = Documents.element(
                        Transfer.class,
                        "<transfer><fileobj objid='o' iterate='2' retry='4' src=' file:///a b.amr ' dest='http://h/x y'"
                                + " wait='true' contenttype='audio/wav;codec=mulaw' delete='true' overwrite='false'"
                                + " append='true' xml:lang='de'/></transfer>")
                .objects()
                .getFirst();

        assertThat(object)
                .isEqualTo(new FileObject(
                        Optional.of("o"),
                        new Count.Times(2),
                        Optional.of(new Count.Times(4)),
                        "file:///a b.amr",
                        Optional.of(new Destination.Uri("http://h/x y")),
                        true,
                        Optional.of("audio/wav;codec=mulaw"),
                        true,
                        false,
                        true,
                        Optional.of("de")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<fileobj src='a' %s/>", "<messageobj src='a' %s/>"})
    void objectThatSaysNeverToRetryIsNotOneThatSaysNothing(String object) throws MsmlException {
        var objects = Documents.element(
                        Transfer.class,
                        "<transfer retry='3'>" + object.formatted("retry='0'") + object.formatted("") + "</transfer>")
                .objects();

        assertThat(objects)
                .extracting(TransferObject::retry)
                .containsExactly(Optional.of(Count.NEVER), Optional.empty());
    }

    @Test
    void allAttributesOfAMessageAreRead() throws MsmlException {
        var object = Documents.element(
                        Transfer.class,
                        "<transfer><messageobj objid='m' iterate='-1' retry='1' src='inline' dest='file://x'"
                                + " wait='true' contenttype='multipart/mixed' xml:lang='fr'><content contentid='1'"
                                + " contenttype='text/html' contentdisposition='render'><![CDATA[<b>]]>&amp;"
                                + " more</content><content>\n"
                                + " plain \n"
                                + "</content></messageobj></transfer>")
                .objects()
                .getFirst();

        assertThat(object)
                .isEqualTo(new MessageObject(
                        Optional.of("m"),
                        new Count.Forever(),
                        Optional.of(new Count.Times(1)),
                        Optional.of("inline"),
                        Optional.of(new Destination.Uri("file://x")),
                        true,
                        Optional.of("multipart/mixed"),
                        Optional.of("fr"),
                        List.of(
                                new MessageObject.Content(
                                        Optional.of("1"), "text/html", Optional.of("render"), "<b>& more"),
                                new MessageObject.Content(
                                        Optional.empty(), "text/plain", Optional.empty(), "\n plain \n"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contentid='a&#10;b'", "contenttype='x'", "contentdisposition='a&#13;b'"})
    void badValueOfAContentIs410(String attribute) throws MsmlException {
        assertThat(Documents.refusedInDialog(
                                "<transfer><messageobj><content " + attribute + "/></messageobj></transfer>")
                        .code())
                .isEqualTo(ResponseCode.INVALID_ATTRIBUTE_VALUE);
    }

    @Test
    void handlersMayStandAnywhereAndAllMaySend() throws MsmlException {
        var transfer = Documents.element(
                Transfer.class,
                "<transfer><transferexit><send event='E' target='source'"
                    + " namelist='transfer.end'/><exit/></transferexit><fileobj objid='a'"
                    + " src='file://a'/><transferobjstart><send event='OS'"
                    + " target='source'/></transferobjstart><messageobj"
                    + " objid='b'><content>x</content></messageobj><transferstart><send event='S'"
                    + " target='source'/><send event='S2' target='group'/></transferstart><transferobjdone><disconnect"
                    + " namelist='transfer.objid'/></transferobjdone><fileobj objid='c' src='file://c'/></transfer>");

        assertThat(transfer.objects())
                .extracting(TransferObject::objid)
                .map(Optional::orElseThrow)
                .containsExactly("a", "b", "c");
        assertThat(transfer.onStart().sends())
                .containsExactly(new SendEvent("S", "source", List.of()), new SendEvent("S2", "group", List.of()));
        assertThat(transfer.onObjectStart().sends()).containsExactly(new SendEvent("OS", "source", List.of()));
        assertThat(transfer.onObjectDone())
                .isEqualTo(new Handler(List.of(), Optional.of(new Disconnect(List.of("transfer.objid")))));
        assertThat(transfer.onExit())
                .isEqualTo(new Handler(
                        List.of(new SendEvent("E", "source", List.of("transfer.end"))),
                        Optional.of(new Exit(List.of()))));
    }

    private static Transfer transfer(String attributes) throws MsmlException {
        return Documents.element(
                Transfer.class, "<transfer " + attributes + ">" + Documents.FILE_OBJECT + "</transfer>");
    }
}
