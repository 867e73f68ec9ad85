package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxpost.msml.dialog.Capture;
import org.voxpost.msml.dialog.Group;
import org.voxpost.msml.dialog.Handler;
import org.voxpost.msml.dialog.Say;
import org.voxpost.msml.dialog.SendEvent;

/** Our own primitives, which their namespace tells from those of RFC 5707, whatever the prefix. */
class TextPrimitivesTest {

    private static final String NS = " xmlns:t='urn:voxpost:msml:text:1'";

    @Test
    void captureReadsItsAttributesAndHandlersInAnyOrder() throws MsmlException {
        Capture capture = Documents.element(
                Capture.class,
                "<t:capture" + NS + " id='c' after='7' transcript='file://t/1.html' form='html'>"
                        + "<t:captureexit><send target='source' event='over' namelist='capture.end'/></t:captureexit>"
                        + "<t:capturemessage><send target='source' event='text' namelist='capture.text capture.from'/>"
                        + "</t:capturemessage></t:capture>");

        assertThat(capture.id()).contains("c");
        assertThat(capture.after()).isEqualTo(7);
        assertThat(capture.transcript()).contains("file://t/1.html");
        assertThat(capture.form()).isEqualTo(Capture.Form.HTML);
        assertThat(capture.onMessage())
                .isEqualTo(new Handler(
                        List.of(new SendEvent("text", "source", List.of("capture.text", "capture.from"))),
                        Optional.empty()));
        assertThat(capture.onExit().sends()).hasSize(1);
        assertThat(capture.onStart()).isEqualTo(Handler.NONE);
    }

    @Test
    void captureNeedsNothingAndBeginsAtTheBeginning() throws MsmlException {
        Capture capture = Documents.element(Capture.class, "<capture xmlns='urn:voxpost:msml:text:1'/>");

        assertThat(capture.after()).isZero();
        assertThat(capture.transcript()).isEmpty();
        assertThat(capture.form()).isEqualTo(Capture.Form.JSON);
    }

    @Test
    void sayKeepsItsTextAsItStands() throws MsmlException {
        Say say = Documents.element(
                Say.class,
                "<t:say" + NS + " id='q' party='call taker 7'><t:content> Which floor? \uD83D\uDD25</t:content>"
                        + "<t:sayexit><send target='source' event='said' namelist='say.end'/></t:sayexit></t:say>");

        assertThat(say.text()).isEqualTo(" Which floor? \uD83D\uDD25");
        assertThat(say.contentType()).isEqualTo("text/plain");
        assertThat(say.party()).contains("call taker 7");
        assertThat(say.onExit().sends()).hasSize(1);
    }

    @Test
    void bothMayStandInAGroup() throws MsmlException {
        Group group = Documents.element(
                Group.class,
                "<group topology='parallel'" + NS + "><t:capture/><t:say><t:content>hello</t:content></t:say></group>");

        assertThat(group.children()).hasExactlyElementsOfTypes(Capture.class, Say.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        <capture/>                                                              | 401
        <t:play/>                                                               | 401
        <t:send event='e' target='source'/>                                     | 401
        <t:capture><t:content>x</t:content></t:capture>                         | 404
        <t:capture><capturemessage/></t:capture>                                | 401
        <t:capture><t:capturemessage/><t:capturemessage/></t:capture>           | 404
        <t:capture>words</t:capture>                                            | 405
        <t:capture after='-1'/>                                                 | 410
        <t:capture form='pdf'/>                                                 | 410
        <t:capture until='5'/>                                                  | 406
        <t:say/>                                                                | 403
        <t:say><t:content/></t:say>                                             | 403
        <t:say><t:content>a</t:content><t:content>b</t:content></t:say>         | 404
        <t:say><t:content contenttype='words'>a</t:content></t:say>             | 410
        <t:say><t:content>a<t:say/></t:content></t:say>                         | 404
        <t:sayexit/>                                                            | 404
        """)
    void whatIsWrongGetsItsCode(String element, int code) throws MsmlException {
        String document = Documents.msml(Documents.dialog(element)).replace("<dialogstart", "<dialogstart" + NS);

        Request request = Documents.read(document).requests().getFirst();

        assertThat(request).isInstanceOf(Refused.class);
        assertThat(((Refused) request).code().code()).isEqualTo(code);
    }

    @Test
    void aScriptOfItsOwnMayBeOne() throws MsmlException {
        byte[] document = Documents.bytes("<t:capture" + NS + "/>");

        assertThat(new MsmlReader(MsmlLimits.DEFAULTS).readScript(document).elements())
                .hasExactlyElementsOfTypes(Capture.class);
    }
}
