package org.voxpost.app.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    @ParameterizedTest
    @ValueSource(strings = {"conn:ID", "%CONN%", "conn:f0bd07f8-8d409892"})
    void theTargetBecomesTheRealConnection(String target) {
        assertThat(new Script("<dialogstart target=\"" + target + "\" name='a'/>").fill("tag1", Map.of()))
                .isEqualTo("<dialogstart target=\"conn:tag1\" name='a'/>");
    }

    @Test
    void theDialogOfAnIdStays() {
        assertThat(new Script("<dialogend id='conn:ID/dialog:Play'/>").fill("tag1", Map.of()))
                .isEqualTo("<dialogend id='conn:tag1/dialog:Play'/>");
    }

    @Test
    void blanksAreFilledAsXmlText() {
        Script script = new Script("<fileobj src=\"%SRC%\" dest=\"x%20y %CONN%\"/>");

        assertThat(script.blanks()).containsExactly("SRC");
        assertThat(script.fill("t", Map.of("SRC", "a\"<&'$1")))
                .isEqualTo("<fileobj src=\"a&quot;&lt;&amp;&apos;$1\" dest=\"x%20y conn:t\"/>");
    }

    @Test
    void aBlankThatIsNotGivenStays() {
        assertThat(new Script("%NONE%").fill("t", Map.of())).isEqualTo("%NONE%");
    }

    @Test
    void dialogStartsAreCounted() {
        assertThat(new Script("<msml><dialogstart name='1'/><x:dialogstart/><dialogstart\n/></msml>").dialogStarts())
                .isEqualTo(3);
        assertThat(new Script("<msml><dialogend id='1'/></msml>").dialogStarts())
                .isZero();
    }

    @Test
    void aResultIsReadWithItsDialogsInEitherPlace() {
        String siblings = """
            <msml version="1.1">\r
            \t<result response="200"/>\r
            \t<dialogid>conn:t/dialog:a</dialogid>\r
            </msml>\
            """;
        String children =
                "<msml version=\"1.1\"><result response=\"200\"><dialogid>conn:t/dialog:a</dialogid></result></msml>";

        for (String document : List.of(siblings, children)) {
            assertThat(read(document)).containsExactly(new MsmlReply.Result(200, "", List.of("conn:t/dialog:a")));
        }
    }

    @Test
    void aFailedResultIsReadWithItsDescription() {
        assertThat(read("<msml><result response=\"430\" mark=\"1\"><description> no such object"
                        + " </description></result></msml>"))
                .containsExactly(new MsmlReply.Result(430, "no such object", List.of()));
    }

    @Test
    void anEventIsReadWithItsValuesInOrder() {
        MsmlReply.Event event = (MsmlReply.Event) read("""
            <msml version="1.1">
            	<event name="TransferEnd"
            		id="conn:t/dialog:1">
            		<name>transfer.duration</name><value>12</value>
            		<name>transfer.end</name> <value>transfer.complete</value>
            </event>
            </msml>\
            """).getFirst();

        assertThat(event.name()).isEqualTo("TransferEnd");
        assertThat(event.id()).isEqualTo("conn:t/dialog:1");
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("transfer.duration", "12");
        expected.put("transfer.end", "transfer.complete");
        assertThat(event.values()).containsExactlyEntriesOf(expected);
        assertThat(event.endsDialog()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<msml>",
                "<msml><result response='x'/></msml>",
                "<!DOCTYPE m [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><msml><result"
                        + " response='200'><description>&e;</description></result></msml>"
            })
    void whatIsNoReplyIsRefused(String document) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> read(document))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<MsmlReply> read(String document) {
        return ReplyReader.read(document.getBytes(StandardCharsets.UTF_8));
    }
}
