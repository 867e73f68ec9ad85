package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    @Test
    void requestsAroundARefusedOneStand() throws MsmlException {
        var document = Documents.read(Documents.msml("<dialogend id='conn:t/dialog:a' mark='1'/>"
                + "<send event='terminate' target='conn:t/dialog:b' mark='2'/>"
                + "<play mark='3'/><dialogend id='conn:t/dialog:c'/>"));

        assertThat(document.requests()).hasSize(4);
        assertThat(document.requests().get(0))
                .isEqualTo(new DialogEnd(new ObjectId.Dialog(new ObjectId.Connection("t"), "a"), Optional.of("1")));
        assertThat(document.requests().get(1)).isInstanceOf(Send.class);
        assertThat(document.requests().get(2))
                .isEqualTo(new Refused(ResponseCode.FORBIDDEN_CONTENT, "msml cannot hold play", Optional.of("3")));
        assertThat(document.requests().get(3))
                .isEqualTo(new DialogEnd(new ObjectId.Dialog(new ObjectId.Connection("t"), "c"), Optional.empty()));
    }

    @Test
    void mistakesBehindARefusedRequestAreFound() throws MsmlException {
        var document = Documents.read(Documents.msml(
                Documents.dialog(Documents.TRANSFER) + "<createconference mark='1'/><nonsense mark='2'/>"));

        assertThat(document.requests()).hasSize(3);
        assertThat(document.requests().get(0)).isInstanceOf(DialogStart.class);
        assertThat(document.requests().get(1))
                .isEqualTo(new Refused(
                        ResponseCode.UNSUPPORTED_ELEMENT, "createconference is not supported", Optional.of("1")));
        assertThat(document.requests().get(2))
                .isEqualTo(new Refused(ResponseCode.UNKNOWN_ELEMENT, "nonsense in msml is unknown", Optional.of("2")));
    }

    @Test
    void mistakeWinsOverALanguageOrASourceThatWeRefuse() throws MsmlException {
        assertThat(Documents.refused("<dialogstart target='conn:t' type='application/vxml+xml' colour='red'"
                                + " src='file://a'/>")
                        .code())
                .isEqualTo(ResponseCode.UNKNOWN_ATTRIBUTE);
        assertThat(Documents.refused("<dialogstart target='conn:t' src='file://a'><frob/></dialogstart>")
                        .code())
                .isEqualTo(ResponseCode.UNKNOWN_ELEMENT);
    }

    @Test
    void documentWithoutRequestsIsValid() throws MsmlException {
        assertThat(Documents.read("<msml version='1.1'/>").requests()).isEmpty();
        assertThat(Documents.read("<msml/>").requests()).isEmpty();
    }

    @Test
    void rootMayLackItsVersionAndHaveMoreAttributesAndPrefixes() throws MsmlException {
        assertThat(Documents.read("<msml/>").version()).isEqualTo("1.1");
        assertThat(Documents.read("<msml version='1.0' id='conn:x'/>").version())
                .isEqualTo("1.0");
        assertThat(Documents.read("<m:msml xmlns:m='urn:x'><m:dialogend id='conn:t/dialog:d'/></m:msml>")
                        .requests())
                .hasSize(1);
    }

    @Test
    void textBetweenRequestsIsRefused() throws MsmlException {
        assertThat(Documents.refused("hello").code()).isEqualTo(ResponseCode.INVALID_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createconference",
                "modifyconference",
                "destroyconference",
                "join",
                "unjoin",
                "modifystream",
                "monitor",
                "audit"
            })
    void requestsOfTheRfcThatWeDoNotRunAre402(String name) throws MsmlException {
        var refused = Documents.refused("<" + name + " mark='7'><child/></" + name + ">");

        assertThat(refused)
                .isEqualTo(new Refused(ResponseCode.UNSUPPORTED_ELEMENT, name + " is not supported", Optional.of("7")));
    }

    @Test
    void requestThatNobodyDefinedIs401() throws MsmlException {
        assertThat(Documents.refused("<frobnicate/>"))
                .isEqualTo(
                        new Refused(ResponseCode.UNKNOWN_ELEMENT, "frobnicate in msml is unknown", Optional.empty()));
    }

    @Test
    void scriptMayBeElsewhere() throws MsmlException {
        var start = (DialogStart) Documents.request(
                "<dialogstart target='conf:c' type='application/moml+xml' src='http://h/a b.moml'> </dialogstart>");

        assertThat(start.target()).isEqualTo(new ObjectId.Conference("c"));
        assertThat(start.source()).isEqualTo(new DialogStart.External("http://h/a b.moml"));
    }

    @Test
    void scriptMayBeWrappedInMoml() throws MsmlException {
        var start = (DialogStart)
                Documents.request(Documents.dialog("<moml version='1.0' id='x'>" + Documents.TRANSFER + "</moml>"));

        assertThat(((DialogStart.Inline) start.source()).script().elements()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/moml+xml", "APPLICATION/MOML+XML", "application/moml+xml; charset=utf-8"})
    void typeOfOurLanguageIsTaken(String type) throws MsmlException {
        assertThat(Documents.request("<dialogstart target='conn:t' type='" + type + "' src='file://a'/>"))
                .isInstanceOf(DialogStart.class);
    }

    @Test
    void typeMayBeMissing() throws MsmlException {
        assertThat(Documents.request("<dialogstart target='conn:t' src='file://a'/>"))
                .isInstanceOf(DialogStart.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "408 | <dialogstart src='file://a'/>",
                "410 | <dialogstart target='t' src='file://a'/>",
                "410 | <dialogstart target='conn:*' src='file://a'/>",
                "410 | <dialogstart target='conn:t/dialog:d' src='file://a'/>",
                "410 | <dialogstart target='conn:t' name='a b' src='file://a'/>",
                "410 | <dialogstart target='conn:t' name='*' src='file://a'/>",
                "410 | <dialogstart target='conn:t' src=' '/>",
                "410 | <dialogstart target='conn:t' src='http://h/&#10;Evil:'/>",
                "406 | <dialogstart target='conn:t' src='file://a' color='red'/>",
                "420 | <dialogstart target='conn:t' type='application/vxml+xml' src='file://a'/>",
                "420 | <dialogstart target='conn:t' type='application/voicexml+xml' src='file://a'/>",
                "421 | <dialogstart target='conn:t' type='text/html' src='file://a'/>",
                "422 | <dialogstart target='conn:t' src='file://a'><exit/></dialogstart>",
                "422 | <dialogstart target='conn:t' src='file://a'>text</dialogstart>",
                "403 | <dialogstart target='conn:t'> </dialogstart>",
                "403 | <dialogstart target='conn:t'><moml/></dialogstart>",
                "405 | <dialogstart target='conn:t'>text</dialogstart>",
                "404 | <dialogstart target='conn:t'><exit/><moml><exit/></moml></dialogstart>",
                "408 | <dialogend/>",
                "410 | <dialogend id='conn:t'/>",
                "410 | <dialogend id='conn:t/dialog:*'/>",
                "410 | <dialogend id='conn:t/dialog:d/transfer'/>",
                "404 | <dialogend id='conn:t/dialog:d'><exit/></dialogend>",
                "406 | <dialogend id='conn:t/dialog:d' name='x'/>",
                "408 | <send target='conn:t/dialog:d'/>",
                "408 | <send event='e'/>",
                "410 | <send event='a b' target='conn:t/dialog:d'/>",
                "410 | <send event='e' target='transfer'/>",
                "410 | <send event='e' target='conn:t/transfer'/>",
                "410 | <send event='e' target='conn:t/dialog:d/'/>",
                "410 | <send event='e' target='conn:*/dialog:d'/>",
                "406 | <send event='e' target='conn:t' namelist='x'/>",
            })
    void mistakeGetsItsCode(int code, String request) throws MsmlException {
        assertThat(Documents.refused(request).code().code()).isEqualTo(code);
    }

    @Test
    void badValueIsNamedWithElementAndAttribute() throws MsmlException {
        assertThat(Documents.refused("<dialogend id='nonsense' mark='m'/>"))
                .isEqualTo(new Refused(
                        ResponseCode.INVALID_ATTRIBUTE_VALUE,
                        "dialogend id=\"nonsense\": expected conn:…/dialog:… or conf:…/dialog:…",
                        Optional.of("m")));
    }

    @Test
    void attributeOfAForeignNamespaceIsLeftAlone() throws MsmlException {
        assertThat(Documents.request("<dialogstart xmlns:dlgc='http://www.dialogic.com/DialogicTypes'"
                        + " dlgc:target_display='x' target='conn:t' src='file://a'/>"))
                .isInstanceOf(DialogStart.class);
    }

    @Test
    void sendReachesAPrimitiveOfADialog() throws MsmlException {
        assertThat(Documents.request(
                        "<send event='resume.now' target='conn:t/dialog:d/transfer.x' valuelist=' a  b ' mark='1'/>"))
                .isEqualTo(new Send(
                        "resume.now",
                        new ObjectId.Dialog(new ObjectId.Connection("t"), "d"),
                        Optional.of("transfer.x"),
                        List.of("a", "b"),
                        Optional.of("1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conn:t", "conf:c/dialog:d", "conn:t/dialog:*", "conn:*"})
    void sendReachesWholeObjects(String target) throws MsmlException {
        var send = (Send) Documents.request("<send event='terminate' target='" + target + "'/>");

        assertThat(send.target()).hasToString(target);
        assertThat(send.part()).isEmpty();
    }

    @Test
    void markWithControlCharactersIsNotEchoed() throws MsmlException {
        var refused = Documents.refused("<dialogend id='conn:t/dialog:d' mark='a&#10;b'/>");

        assertThat(refused.code()).isEqualTo(ResponseCode.INVALID_ATTRIBUTE_VALUE);
        assertThat(refused.mark()).isEmpty();
        assertThat(refused.description()).contains("a?b").doesNotContain("\n");
    }
}
