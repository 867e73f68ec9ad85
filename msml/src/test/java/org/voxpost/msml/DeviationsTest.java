package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviationsTest {
    @Test
    void documentWithoutFaultHasNone() throws MsmlException {
        assertThat(Documents.read(Documents.msml(Documents.dialog("<transfer>" + Documents.FILE_OBJECT
                                + Documents.FILE_OBJECT + "<transferstart/><transferobjstart/><transferobjdone/>"
                                + "<transferexit/></transfer>")))
                        .deviations())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_VERSION          | <msml/>",
                "OTHER_VERSION       | <msml version='1.0'/>",
                "ROOT_ATTRIBUTE      | <msml version='1.1' id='conn:x'/>",
                "NO_TYPE             | <msml version='1.1'><dialogstart target='conn:t' src='file://a'/></msml>",
                "BLANK_IN_URI        | <msml version='1.1'><dialogstart target='conn:t' type='application/moml+xml'"
                        + " src='a b'/></msml>",
            })
    void faultOfARequestIsNamed(MsmlDeviation deviation, String document) throws MsmlException {
        assertThat(Documents.read(document).deviations()).containsExactly(deviation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HANDLER_ORDER       | <transfer><fileobj src='a'/><transferexit/><transferstart/></transfer>",
                "HANDLER_ORDER       | <transfer><transferexit/><fileobj src='a'/></transfer>",
                "MESSAGE_WITHOUT_SRC | <transfer><messageobj><content>x</content></messageobj></transfer>",
                "BLANK_IN_URI        | <transfer><fileobj src='file:///a b'/></transfer>",
                "BLANK_IN_URI        | <fileop operation='copy' src='a' dest='b c'/>",
                "NO_SIP_SCHEME       | <transfer><fileobj src='a'"
                        + " dest='xmsrp://?offerer=sip:a@h;answerer=b@h'/></transfer>",
                "NO_SIP_SCHEME       | <transfer><fileobj src='a'"
                        + " dest='xmsrp://?offerer=a@h;answerer=SIP:b@h'/></transfer>",
            })
    void faultOfADialogIsNamed(MsmlDeviation deviation, String content) throws MsmlException {
        var document = Documents.read(Documents.msml(Documents.dialog(content)));

        assertThat(document.requests()).first().isInstanceOf(DialogStart.class);
        assertThat(document.deviations()).containsExactly(deviation);
    }

    @Test
    void printedExampleBreaksTheOrderAndSpacesItsAddress() throws MsmlException {
        assertThat(new MsmlReader(MsmlLimits.DEFAULTS)
                        .read(Documents.sample("transfer.xml"))
                        .deviations())
                .containsExactlyInAnyOrder(MsmlDeviation.HANDLER_ORDER, MsmlDeviation.BLANK_IN_URI);
    }
}
