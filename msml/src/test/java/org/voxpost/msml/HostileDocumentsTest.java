package org.voxpost.msml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client sends by mistake, and what breaks parsers (threats T1 to T3). */
class HostileDocumentsTest {
    private final MsmlReader reader = new MsmlReader(MsmlLimits.DEFAULTS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | line 1, column 1:",
                "no XML                                      | line 1, column 1:",
                "<msml>                                      | line 1, column ",
                "<msml><dialogend></msml>                    | line 1, column ",
                "<msml a='1' a='2'/>                         | line 1, column ",
                "<msml a=1/>                                 | line 1, column ",
                "<msml>&nbsp;</msml>                         | line 1, column ",
                "<msml>&#0;</msml>                           | line 1, column ",
                "<msml/><msml/>                              | line 1, column ",
                "<msml/>text                                 | line 1, column ",
                "<x:msml/>                                   | line 1, column ",
                "<MSML/>                                     | line 1, column 1: the root is MSML, not msml",
                "<moml/>                                     | line 1, column 1: the root is moml, not msml",
                "<?xml version='2.0'?><msml/>                | line 1, column ",
            })
    void malformedDocumentIs400WithItsPlace(String document, String place) {
        var failure = failure(Documents.bytes(document));

        assertThat(failure.code()).isEqualTo(ResponseCode.BAD_REQUEST);
        assertThat(failure.description()).startsWith(place).doesNotContain("\n", "unknown-source");
        assertThat(failure.getStackTrace()).isEmpty();
    }

    @Test
    void placeIsThatOfTheMistake() {
        assertThat(failure(Documents.bytes("<?xml version=\"1.0\"?>\n<msml>\n  <dialogend id='x>\n</msml>"))
                        .description())
                .startsWith("line 4, column 1:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE msml><msml/>",
                "<!DOCTYPE msml SYSTEM 'http://127.0.0.1:9/x.dtd'><msml/>",
                "<!DOCTYPE msml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><msml>&x;</msml>",
                "<!DOCTYPE msml [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><msml/>",
                """
                <!DOCTYPE msml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
                <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]><msml>&e;</msml>\
                """
            })
    void doctypeIsRefusedBeforeItIsRead(String document) {
        assertThat(failure(Documents.bytes(document)).description()).endsWith("a DOCTYPE is not allowed");
    }

    @Test
    void sizeIsLimited() throws MsmlException {
        var small = new MsmlReader(new MsmlLimits(64, 4, 4, 8, 64));
        byte[] body = Documents.bytes("<msml>" + " ".repeat(64 - 13) + "</msml>");

        assertThat(small.read(body).requests()).isEmpty();
        assertThat(failure(small, Arrays.copyOf(body, 65)).description()).contains("maxBytes is 64");
    }

    @Test
    void depthIsLimited() throws MsmlException {
        var shallow = new MsmlReader(new MsmlLimits(1_000_000, 5, 4_096, 8, 64));

        assertThat(shallow.read(Documents.bytes(nested(5))).requests()).hasSize(1);
        assertThat(failure(shallow, Documents.bytes(nested(6))).code()).isEqualTo(ResponseCode.BAD_REQUEST);
        assertThat(failure(Documents.bytes(nested(20_000))).code()).isEqualTo(ResponseCode.BAD_REQUEST);
    }

    @Test
    void elementsAreLimited() throws MsmlException {
        var few = new MsmlReader(new MsmlLimits(1_000_000, 5, 10, 8, 64));

        assertThat(few.read(Documents.bytes("<msml>" + "<dialogend id='conn:t/dialog:d'/>".repeat(9) + "</msml>"))
                        .requests())
                .hasSize(9);
        assertThat(failure(few, Documents.bytes("<msml>" + "<a/>".repeat(10) + "</msml>"))
                        .code())
                .isEqualTo(ResponseCode.BAD_REQUEST);
    }

    @Test
    void attributesAreLimited() throws MsmlException {
        var few = new MsmlReader(new MsmlLimits(1_000_000, 5, 10, 8, 64));

        assertThat(few.read(Documents.bytes("<msml" + attributes(8) + "/>")).requests())
                .isEmpty();
        assertThat(failure(few, Documents.bytes("<msml" + attributes(9) + "/>")).code())
                .isEqualTo(ResponseCode.BAD_REQUEST);
    }

    @Test
    void lengthOfAnAttributeIsLimited() throws MsmlException {
        var brief = new MsmlReader(new MsmlLimits(1_000_000, 5, 10, 8, 64));

        assertThat(brief.read(Documents.bytes("<msml a='" + "x".repeat(64) + "'/>"))
                        .requests())
                .isEmpty();
        assertThat(failure(brief, Documents.bytes("<msml a='" + "x".repeat(65) + "'/>"))
                        .code())
                .isEqualTo(ResponseCode.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void encodingIsFoundWithAndWithoutAByteOrderMark(String charset) throws MsmlException {
        String document = Documents.msml(Documents.dialog(
                "<transfer><messageobj><content>h\u00e9 \uD83D\uDE00</content></messageobj></transfer>"));

        for (String start : new String[] {"", "\uFEFF"}) {
            assertThat(reader.read((start + document).getBytes(Charset.forName(charset))))
                    .isEqualTo(Documents.read(document));
        }
    }

    @Test
    void declarationOfUtf16InAUtf8BodyIsNotBelieved() throws MsmlException {
        assertThat(reader.read(Documents.bytes("<?xml version='1.0' encoding='utf-16'?><msml/>"))
                        .requests())
                .isEmpty();
    }

    @Test
    void declaredLatin1IsBelievedWhereTheBodyIsNoUtf8() throws MsmlException {
        String document = "<?xml version='1.0' encoding='ISO-8859-1'?><msml version='\u00e9'/>";

        assertThat(reader.read(document.getBytes(StandardCharsets.ISO_8859_1)).version())
                .isEqualTo("\u00e9");
    }

    @Test
    void bytesThatAreNoTextAre400WithTheirPlace() {
        assertThat(failure("<msml>\n  \u00e9</msml>".getBytes(StandardCharsets.ISO_8859_1))
                        .description())
                .isEqualTo("line 2, column 3: bytes that are no UTF-8");
        assertThat(failure("\uFEFF<msml/>".getBytes(StandardCharsets.UTF_16BE), 15)
                        .description())
                .contains("UTF-16BE");
    }

    @Test
    void xsiAttributesChangeNothing() throws MsmlException {
        assertThat(Documents.request("<dialogend xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'"
                        + " xsi:type='x' id='conn:t/dialog:d'/>"))
                .isInstanceOf(DialogEnd.class);
    }

    @Test
    void commentsAndInstructionsAreSkipped() throws MsmlException {
        assertThat(Documents.request("<!-- a --><?pi x?><dialogend id='conn:t/dialog:d'><!-- b --> <?pi?></dialogend>"))
                .isInstanceOf(DialogEnd.class);
    }

    /** A mutated document is read or refused, soon, and never anything else. */
    @Test
    void mutationsNeverDoAnythingButRefuse() {
        var random = new Random(5707);
        String[] samples = {"transfer.xml", "transfer-plain.xml", "transfer-http.xml", "message.xml", "fileop.xml"};
        int[] refusals = {0};
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 10_000; i++) {
                byte[] body = mutated(Documents.sample(samples[i % samples.length]), random);
                try {
                    for (Request request : reader.read(body).requests()) {
                        refusals[0] += request instanceof Refused ? 1 : 0;
                    }
                    reader.readScript(body);
                } catch (MsmlException e) {
                    assertThat(e.description())
                            .startsWith(e.code() == ResponseCode.FOREIGN_SEMANTIC_ERROR ? "4" : "line ");
                    refusals[0]++;
                }
            }
        });
        assertThat(refusals[0]).isGreaterThan(500);
    }

    private static byte[] mutated(byte[] sample, Random random) {
        byte[] body = sample;
        for (int n = 1 + random.nextInt(4); n > 0 && body.length > 1; n--) {
            int at = random.nextInt(body.length);
            int to = Math.min(body.length, at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] = (byte) "<>/&;='\"![]-?% #x\n".charAt(random.nextInt(18));
                case 2 -> body = Arrays.copyOf(body, at);
                case 3 -> body = concat(Arrays.copyOf(body, at), Arrays.copyOfRange(body, to, body.length));
                default -> body = concat(Arrays.copyOf(body, to), Arrays.copyOfRange(body, at, body.length));
            }
        }
        return body;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static String nested(int depth) {
        return "<msml>" + "<group topology='serial'>".repeat(depth - 1) + "</group>".repeat(depth - 1) + "</msml>";
    }

    private static String attributes(int count) {
        var attributes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            attributes.append(" a").append(i).append("='1'");
        }
        return attributes.toString();
    }

    private MsmlException failure(byte[] body) {
        return failure(reader, body);
    }

    private MsmlException failure(byte[] body, int length) {
        return failure(reader, Arrays.copyOf(body, length));
    }

    private static MsmlException failure(MsmlReader reader, byte[] body) {
        return catchThrowableOfType(MsmlException.class, () -> reader.read(body));
    }
}
