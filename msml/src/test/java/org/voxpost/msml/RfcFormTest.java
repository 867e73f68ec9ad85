package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RfcFormTest {
    private static final ObjectId.Dialog DIALOG = new ObjectId.Dialog(new ObjectId.Connection("t"), "d");

    @Test
    void resultHasIdsInside() {
        var result = new MsmlResult(
                ResponseCode.OK,
                Optional.empty(),
                Optional.of("1"),
                List.of(DIALOG),
                List.of(new ObjectId.Conference("c")));

        assertThat(text(result.toBytes(DocumentForm.RFC))).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>\r
            <msml version="1.1">\r
            \t<result mark="1" response="200">\r
            \t\t<dialogid>conn:t/dialog:d</dialogid>\r
            \t\t<confid>conf:c</confid>\r
            \t</result>\r
            </msml>\
            """);
    }

    @Test
    void resultWithoutIdsIsAnEmptyElement() {
        assertThat(text(MsmlResult.ok(Optional.empty(), List.of()).toBytes(DocumentForm.RFC)))
                .contains("\t<result response=\"200\"/>\r\n</msml>");
    }

    @Test
    void descriptionComesBeforeIds() {
        var result = MsmlResult.failed(ResponseCode.BAD_REQUEST, "no", Optional.empty(), List.of(DIALOG));

        assertThat(text(result.toBytes(DocumentForm.RFC)))
                .contains(
                        "\t\t<description>no</description>\r\n\t\t<dialogid>conn:t/dialog:d</dialogid>\r\n\t</result>");
    }

    @Test
    void eventKeepsTheOrderOfTheNamelist() {
        var event = new MsmlEvent(
                "done", DIALOG, List.of(new MsmlEvent.Pair("play.end", "1"), new MsmlEvent.Pair("play.amt", "2")));

        assertThat(text(event.toBytes(DocumentForm.RFC))).isEqualTo("""
            <?xml version="1.0" encoding="UTF-8"?>\r
            <msml version="1.1">\r
            \t<event name="done" id="conn:t/dialog:d">\r
            \t\t<name>play.end</name><value>1</value>\r
            \t\t<name>play.amt</name><value>2</value>\r
            \t</event>\r
            </msml>\
            """);
    }

    @Test
    void exitWithoutPairsIsAnEmptyElement() {
        assertThat(text(MsmlEvent.dialogExit(DIALOG).toBytes(DocumentForm.RFC)))
                .contains("\t<event name=\"msml.dialog.exit\" id=\"conn:t/dialog:d\"/>\r\n</msml>");
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
