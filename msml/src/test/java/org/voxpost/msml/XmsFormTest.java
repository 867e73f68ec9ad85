package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bytes that a real PowerMedia XMS put on the wire, the tag of the connection replaced by one of the same length. */
class XmsFormTest {
    private static final ObjectId.Connection CONNECTION =
            new ObjectId.Connection("0a1b2c3d-4e5f6071-13c4-50022-16d50-8293a4b5-16d50");
    private static final ObjectId.Dialog RECORD = new ObjectId.Dialog(CONNECTION, "Record");

    @Test
    void resultHasIdsBesideIt() {
        byte[] body = MsmlResult.ok(Optional.empty(), List.of(RECORD)).toBytes(DocumentForm.XMS);

        // Content-Length in the capture
        assertThat(body).hasSize(188);
        assertThat(text(body)).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>\r
            <msml version="1.1">\r
            \t<result response="200"/>\r
            \t<dialogid>conn:0a1b2c3d-4e5f6071-13c4-50022-16d50-8293a4b5-16d50/dialog:Record</dialogid>\r
            </msml>\
            """);
    }

    @Test
    void markComesBeforeResponse() {
        assertThat(text(MsmlResult.ok(Optional.of("1"), List.of()).toBytes(DocumentForm.XMS)))
                .isEqualTo("""
                    <?xml version="1.0" encoding="UTF-8"?>\r
                    <msml version="1.1">\r
                    \t<result mark="1" response="200"/>\r
                    </msml>\
                    """);
    }

    @Test
    void failureHasItsDescriptionInside() {
        var result = MsmlResult.failed(
                ResponseCode.INTERNAL_ERROR, "Destroy Conference Failed", Optional.empty(), List.of());

        assertThat(text(result.toBytes(DocumentForm.XMS))).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>\r
            <msml version="1.1">\r
            \t<result response="500">\r
            \t\t<description>Destroy Conference Failed</description>\r
            \t</result>\r
            </msml>\
            """);
    }

    @Test
    void idsStandBesideAFailureToo() {
        var result = new MsmlResult(
                ResponseCode.NO_SUCH_OBJECT,
                Optional.of("gone"),
                Optional.of("2"),
                List.of(RECORD),
                List.of(new ObjectId.Conference("c")));

        assertThat(text(result.toBytes(DocumentForm.XMS))).endsWith("""
            \t<result mark="2" response="430">\r
            \t\t<description>gone</description>\r
            \t</result>\r
            \t<dialogid>conn:0a1b2c3d-4e5f6071-13c4-50022-16d50-8293a4b5-16d50/dialog:Record</dialogid>\r
            \t<confid>conf:c</confid>\r
            </msml>\
            """);
    }

    @Test
    void eventHasItsPairsInAlphabeticalOrderAndAnUnindentedEnd() {
        var event = new MsmlEvent(
                MsmlEvent.MOML_EXIT,
                RECORD,
                List.of(
                        new MsmlEvent.Pair("record.len", "10020"),
                        new MsmlEvent.Pair("record.end", "record.complete.maxlength")));

        byte[] body = event.toBytes(DocumentForm.XMS);

        // Content-Length in the capture
        assertThat(body).hasSize(297);
        assertThat(text(body)).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>\r
            <msml version="1.1">\r
            \t<event name="moml.exit"\r
            \t\tid="conn:0a1b2c3d-4e5f6071-13c4-50022-16d50-8293a4b5-16d50/dialog:Record">\r
            \t\t<name>record.end</name><value>record.complete.maxlength</value>\r
            \t\t<name>record.len</name><value>10020</value>\r
            </event>\r
            </msml>\
            """);
    }

    @Test
    void exitWithoutPairsIsAnEmptyElement() {
        byte[] body = MsmlEvent.dialogExit(RECORD).toBytes(DocumentForm.XMS);

        // Content-Length in the capture
        assertThat(body).hasSize(181);
        assertThat(text(body)).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>\r
            <msml version="1.1">\r
            \t<event name="msml.dialog.exit"\r
            \t\tid="conn:0a1b2c3d-4e5f6071-13c4-50022-16d50-8293a4b5-16d50/dialog:Record"/>\r
            </msml>\
            """);
    }

    @Test
    void failedDialogHasABlankBetweenNameAndValueAndTheStatusFirst() {
        var event = new MsmlEvent(
                MsmlEvent.DIALOG_EXIT,
                RECORD,
                List.of(
                        new MsmlEvent.Pair(MsmlEvent.EXIT_STATUS, "410"),
                        new MsmlEvent.Pair(
                                MsmlEvent.EXIT_DESCRIPTION, "[play]: 3 No file found for audio uri: error")));

        assertThat(text(event.toBytes(DocumentForm.XMS))).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>\r
            <msml version="1.1">\r
            \t<event name="msml.dialog.exit"\r
            \t\tid="conn:0a1b2c3d-4e5f6071-13c4-50022-16d50-8293a4b5-16d50/dialog:Record">\r
            \t\t<name>dialog.exit.status</name> <value>410</value>\r
            \t\t<name>dialog.exit.description</name> <value>[play]: 3 No file found for audio uri: error</value>\r
            \t</event>\r
            </msml>\
            """);
    }

    @Test
    void eventOfAConferenceStaysOnOneLine() {
        var event = new MsmlEvent("msml.conf.nomedia", new ObjectId.Conference("XMSConference_1"), List.of());

        assertThat(text(event.toBytes(DocumentForm.XMS))).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>\r
            <msml version="1.1">\r
            \t<event name="msml.conf.nomedia" id="conf:XMSConference_1">\r
            </event>\r
            </msml>\
            """);
    }

    @Test
    void hostileValuesAreEscapedAndReplaced() {
        var event = new MsmlEvent(
                "a\" id=\"b<&\u0001\uD800",
                RECORD,
                List.of(new MsmlEvent.Pair("n<&>", "v]]>\u0000\uFFFF\u00e9\uD83D\uDE00")));

        assertThat(text(event.toBytes(DocumentForm.XMS)))
                .contains("<event name=\"a&quot; id=&quot;b&lt;&amp;\uFFFD\uFFFD\"\r\n\t\tid=\"conn:")
                .contains("<name>n&lt;&amp;")
                .contains("\uFFFD\uFFFD\u00e9\uD83D\uDE00</value>")
                .doesNotContain("]]>");
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
