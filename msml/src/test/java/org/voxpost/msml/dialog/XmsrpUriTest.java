package org.voxpost.msml.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmsrpUriTest {
    private static final XmsrpUri PLAIN =
            new XmsrpUri("sip:msml@192.0.2.7", "sip:bob@192.0.2.25", Optional.of("/a/RECORD VMD4 1.amr"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xmsrp://?offerer=sip:msml@192.0.2.7;answerer=sip:bob@192.0.2.25;file=/a/RECORD VMD4 1.amr",
                "xmsrp://?offerer=msml@192.0.2.7;answerer=bob@192.0.2.25;file=/a/RECORD VMD4 1.amr",
                "xmsrp://?file=/a/RECORD VMD4 1.amr;answerer=sip:bob@192.0.2.25;offerer=sip:msml@192.0.2.7",
                "xmsrp://? offerer=sip:msml@192.0.2.7; answerer=sip:bob@192.0.2.25; file=/a/RECORD VMD4 1.amr",
                """
                xmsrp://?
                  offerer = sip:msml@192.0.2.7 ;\r
                \tanswerer = sip:bob@192.0.2.25 ;
                 file = /a/RECORD VMD4 1.amr
                """,
                "xmsrp://?offerer=sip:msml@192.\r   0.2.7;answerer=sip:bob@192.0.2.25;file=/a/\r    RECORD VMD4 1.amr",
                "xmsrp://?offerer=sip:msml@192.0.2.7;answerer=sip:bob@192.0.2.25;file=/a/RECORD%20VMD4%201.amr",
                "xmsrp://?offerer=sip%3Amsml%40192.0.2.7;answerer=sip:bob@192.0.2.25;file=%2Fa%2FRECORD VMD4 1.amr;",
                "XMSRP:?Offerer=sip:msml@192.0.2.7;Answerer=sip:bob@192.0.2.25;File=/a/RECORD VMD4 1.amr",
            })
    void formsOfOneAddressAreEqual(String text) {
        assertThat(XmsrpUri.matches(text)).isTrue();
        assertThat(XmsrpUri.parse(text)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xmsrp://?offerer=a@h;answerer=b@h", "xmsrp://?offerer=a@h;answerer=b@h;file= "})
    void fileMayBeMissing(String text) {
        assertThat(XmsrpUri.parse(text)).isEqualTo(new XmsrpUri("sip:a@h", "sip:b@h", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b@h;transport=tcp         | sip:b@h;transport=tcp",
                "sip:b@h%3Btransport=tcp   | sip:b@h;transport=tcp",
                "sips:b@h:5061             | sips:b@h:5061",
                "sip:b%40c@h               | sip:b%40c@h",
                "sip:b%20c@h               | sip:b%20c@h",
                "sip:h                     | sip:h",
                "b@[2001:db8::1]:5060      | sip:b@[2001:db8::1]:5060",
                "sip:b@h?Subject=x         | sip:b@h?Subject=x",
                "SIP:b@h                   | SIP:b@h",
            })
    void answererKeepsWhatBelongsToIt(String answerer, String uri) {
        assertThat(XmsrpUri.parse("xmsrp://?offerer=a@h;answerer=" + answerer + ";file=x")
                        .answerer())
                .isEqualTo(uri);
    }

    @Test
    void semicolonsAndPercentSignsOfAFileNameStay() {
        assertThat(XmsrpUri.parse("xmsrp://?offerer=a@h;answerer=b@h;file=/x;1/100% %zz%C3%A9.amr")
                        .file())
                .contains("/x;1/100% %zzé.amr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h/x                                            | does not start with xmsrp",
                "xmsrp://offerer=a@h                                   | does not start with xmsrp",
                "xmsrp://?                                             | does not start with offerer",
                "xmsrp://?mode=x;offerer=a@h;answerer=b@h              | does not start with offerer",
                "xmsrp://?answerer=b@h;file=x                          | offerer is missing",
                "xmsrp://?offerer=;answerer=b@h;file=x                 | offerer is missing",
                "xmsrp://?offerer=a@h;file=x                           | answerer is missing",
                "xmsrp://?offerer=a@h;answerer=b@h;answerer=c@h        | answerer is given twice",
                "xmsrp://?offerer=a@h;answerer=<sip:b@h>               | answerer is no SIP URI",
                "xmsrp://?offerer=a@b@c;answerer=b@h                   | offerer is no SIP URI",
                "xmsrp://?offerer=a@;answerer=b@h                      | offerer is no SIP URI",
                "xmsrp://?offerer=tel:+15550100;answerer=b@h           | offerer is no SIP URI",
                "xmsrp://?offerer=a@h%00;answerer=b@h                  | offerer is no SIP URI",
                "xmsrp://?offerer=é@h;answerer=b@h                     | offerer is no SIP URI",
                "xmsrp://?offerer=a@h;answerer=b@h;file=a%0D%0AX: y    | file holds a control character",
                "xmsrp://?offerer=a@h;answerer=b@h;file=a%00           | file holds a control character",
            })
    void mistakeIsNamed(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmsrpUri.parse(text))
                .withMessageContaining(problem);
    }

    /** Decoding must not smuggle a header in: the escape stays an escape. */
    @Test
    void lineEndsInAnIdentityNeverComeOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XmsrpUri.parse("xmsrp://?offerer=a@h%0D%0AEvil: x;answerer=b@h"));
        assertThat(XmsrpUri.parse("xmsrp://?offerer=a%0D%0A@h;answerer=b@h").offerer())
                .isEqualTo("sip:a%0D%0A@h");
    }
}
