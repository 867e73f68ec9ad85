package org.voxpost.cpim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock") // what counts is in the line ends
class CpimMessageTest {
    /** RFC 3862 §5.1. */
    private static final String PIGLET = String.join(
            "\r\n",
            "From: MR SANDERS <im:piglet@100akerwood.com>",
            "To: Depressed Donkey <im:eeyore@100akerwood.com>",
            "DateTime: 2000-12-13T13:40:00-08:00",
            "Subject: the weather will be fine today",
            "Subject:;lang=fr beau temps prevu pour aujourd'hui",
            "NS: MyFeatures <mid:MessageFeatures@id.foo.com>",
            "Require: MyFeatures.VitalMessageOption",
            "MyFeatures.VitalMessageOption: Confirmation-requested",
            "MyFeatures.WackyMessageOption: Use-silly-font",
            "",
            "Content-type: text/xml; charset=utf-8",
            "Content-ID: <1234567890@foo.com>",
            "",
            "<body>",
            "Here is the text of my message.",
            "</body>");

    private static CpimMessage read(String text) throws CpimException {
        return CpimMessage.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String content(CpimMessage message) {
        return new String(message.content(), StandardCharsets.UTF_8);
    }

    @Test
    void theExampleOfTheStandardIsReadAndWrittenAsItIs() throws CpimException {
        CpimMessage message = read(PIGLET);
        assertThat(message.from()).contains(new CpimAddress("MR SANDERS", "im:piglet@100akerwood.com"));
        assertThat(message.to()).containsExactly(new CpimAddress("Depressed Donkey", "im:eeyore@100akerwood.com"));
        assertThat(message.cc()).isEmpty();
        assertThat(message.dateTime()).contains(OffsetDateTime.parse("2000-12-13T13:40:00-08:00"));
        assertThat(message.subject()).contains("the weather will be fine today");
        assertThat(message.all(CpimHeader.CORE, "Subject").get(1))
                .returns(Optional.of("fr"), CpimHeader::language)
                .returns("beau temps prevu pour aujourd'hui", CpimHeader::text);
        assertThat(message.first("mid:MessageFeatures@id.foo.com", "WackyMessageOption"))
                .map(CpimHeader::text)
                .contains("Use-silly-font");
        assertThat(message.notUnderstood()).containsExactly("MyFeatures.VitalMessageOption");
        assertThat(message.contentType()).isEqualTo("text/xml; charset=utf-8");
        assertThat(message.contentHeader("content-id")).contains("<1234567890@foo.com>");
        assertThat(content(message)).isEqualTo("<body>\r\nHere is the text of my message.\r\n</body>");
        assertThat(message.encode()).asString(StandardCharsets.UTF_8).isEqualTo(PIGLET);
        assertThat(CpimMessage.read(message.encode())).isEqualTo(message).hasSameHashCodeAs(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: <im:a@b>\nTo: <im:c@d>\n\nContent-Type: text/plain\n\nHi",
                "From: <im:a@b>\r\nTo: <im:c@d>\r\nContent-Type: text/plain\r\n\r\nHi",
                "From:<im:a@b>\r\nTo :  <im:c@d> \r\n\r\ncontent-TYPE:text/plain\r\n\r\nHi",
                "From: \r\n <im:a@b>\r\nTo:\r\n\t<im:c@d>\r\n\r\nContent-Type:\r\n text/plain\r\n\r\nHi",
                "\r\n\r\nfrom: <im:a@b>\r\nto: <im:c@d>\r\n\r\nContent-Type: text/plain\r\n\r\nHi",
                "From: im:a@b\r\nTo: im:c@d\r\n\r\nContent-Type: text/plain\r\n\r\nHi",
                "From: <im:a@b>\r\nTo: <im:c@d>\r\n\r\nContent-Type: text/plain\r\nHi",
                "From: <im:a@b>\r\nTo: <im:c@d>\r\n\r\nHi",
                "From: <im:a@b>\r\nTo: <im:c@d>\r\n \t\r\nContent-Type: text/plain\r\n\r\nHi",
            })
    void whatPeersWriteInAnotherWayMeansTheSame(String text) throws CpimException {
        CpimMessage message = read(text);
        assertThat(message.from()).contains(CpimAddress.of("im:a@b"));
        assertThat(message.to()).containsExactly(CpimAddress.of("im:c@d"));
        assertThat(message.contentType()).isEqualTo("text/plain");
        assertThat(content(message)).isEqualTo("Hi");
    }

    @Test
    void aTextWithoutHeadersMayLookLikeSome() throws CpimException {
        String text = "Note: call me\r\n".repeat(100) + "x: " + "y".repeat(5000);
        assertThat(content(read("From: <im:a@b>\r\n\r\n" + text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "Hello World",
                "From: <im:a@b>",
                "From: <im:a@b>\r\n",
                "From: <im:a@b>\r\n\r\nContent-Type: text/plain\r\n",
                "From: <im:a@b>\r\nno header\r\n\r\nContent-Type: text/plain\r\n\r\nHi",
                "a.b.c: d\r\n\r\nHi",
                "From: <im:a@b>\r\nx y: z\r\n\r\nHi",
                ": x\r\n\r\nHi",
                "Fr\u00f6m: x\r\n\r\nHi",
            })
    void whatIsNoMessageIsSaidInOneSentence(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CpimException.class)
                .hasNoCause()
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty())
                .satisfies(e -> assertThat(e.getMessage()).endsWith(".").doesNotContain("\n", "Hi"));
    }

    @Test
    void headersHaveLimits() throws CpimException {
        String end = "\r\nContent-Type: text/plain\r\n\r\nHi";
        assertThat(read("A: b\r\n".repeat(CpimMessage.MOST_HEADERS) + end).headers())
                .hasSize(CpimMessage.MOST_HEADERS);
        String full = "A: " + "b".repeat(CpimMessage.LONGEST_HEADER - 3) + "\r\n";
        assertThat(read(full + end).headers()).hasSize(1);
        for (String large : List.of(
                "A: b\r\n".repeat(CpimMessage.MOST_HEADERS + 1) + end,
                "A: b" + full.substring(3) + end,
                "A: b\r\n" + " c\r\n".repeat(1000) + end,
                "A: b\r\n\r\n" + "Content-X: y\r\n".repeat(CpimMessage.MOST_HEADERS + 1) + "\r\nHi")) {
            assertThatThrownBy(() -> read(large)).isInstanceOf(CpimException.class);
        }
    }

    @Test
    void escapesAreDecoded() throws CpimException {
        Map<String, String> texts = Map.of(
                "a\\\\b\\tc\\n\\r\\b", "a\\b\tc\n\r\b",
                "\\u00e9\\u20AC\\u000a.", "\u00e9\u20ac\n.",
                "\\\"q\\' \\x \\u12 \\u12g4", "\"q' x u12 u12g4",
                "end\\", "end");
        for (Map.Entry<String, String> text : texts.entrySet()) {
            CpimMessage message = read("Subject: " + text.getKey() + "\r\n\r\nContent-Type: a/b\r\n\r\n");
            assertThat(message.subject()).contains(text.getValue());
        }
    }

    @Test
    void noValueEndsItsLine() throws CpimException {
        String evil = "x\r\nTo: <im:evil@h>\r\n\r\n\0\u007f\\\"";
        CpimMessage message = CpimMessage.of(
                List.of(
                        CpimHeader.of("Subject", evil),
                        CpimHeader.of("From", new CpimAddress(evil, "im:a@b")),
                        CpimHeader.of("To", new CpimAddress("", "im:c@d")),
                        CpimHeader.imdn("Message-ID", evil)),
                "text/plain",
                new byte[0]);
        String encoded = new String(message.encode(), StandardCharsets.UTF_8);
        assertThat(encoded.lines())
                .hasSize(8)
                .filteredOn(line -> line.startsWith("To:"))
                .containsExactly("To: <im:c@d>");
        assertThat(encoded.replace("\r\n", "").chars()).allMatch(c -> c >= ' ' && c != 0x7f);
        CpimMessage read = CpimMessage.read(message.encode());
        assertThat(read.subject()).contains(evil);
        assertThat(read.from()).contains(new CpimAddress(evil, "im:a@b"));
        assertThat(read.first(CpimHeader.IMDN, "Message-ID"))
                .map(CpimHeader::text)
                .contains(evil);
    }

    @Test
    void whatWouldForgeALineCannotBeMade() {
        assertThatThrownBy(() -> new CpimHeader("", CpimHeader.CORE, "Subject", Optional.empty(), "a\nb"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CpimHeader("", CpimHeader.CORE, "Sub\nject", Optional.empty(), "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CpimHeader("p", "urn:x>\r\nTo: y", "A", Optional.empty(), "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CpimHeader("p q", "urn:x", "A", Optional.empty(), "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CpimHeader("", CpimHeader.CORE, "A", Optional.of("e\rn"), "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CpimAddress.of("im:a@b\r\nX: y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CpimMessage.of(List.of(), "text/plain\r\nX: y", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Winnie the Pooh <im:pooh@h> | Winnie the Pooh | im:pooh@h",
                "<im:tigger@h> | '' | im:tigger@h",
                "\"Doe \\\"J\\\" <x>\" <sip:j@h;p=1> | Doe \"J\" <x> | sip:j@h;p=1",
                "\"\u00c4\"<tel:+1> | \u00c4 | tel:+1",
                "sip:anonymous@anonymous.invalid | '' | sip:anonymous@anonymous.invalid",
            })
    void addressesAreRead(String written, String name, String uri) throws CpimException {
        CpimMessage message = read("From: " + written + "\r\n\r\nContent-Type: a/b\r\n\r\n");
        assertThat(message.from()).contains(new CpimAddress(name, uri));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Pooh", "<", "<>", "Pooh <im:a@b", "\"open <im:a@b>", "<im:a b>"})
    void whatIsNoAddressIsNone(String written) throws CpimException {
        CpimMessage message = read("From: " + written + "\r\nTo: " + written + "\r\n\r\nContent-Type: a/b\r\n\r\n");
        assertThat(message.from()).isEmpty();
        assertThat(message.to()).isEmpty();
    }

    @Test
    void severalRecipientsAndACopy() throws CpimException {
        CpimMessage message = read("To: <im:a@h>\r\n"
                + "To: B <im:b@h>\r\n"
                + "cc: <im:c@h>\r\n"
                + "DateTime: yesterday\r\n\r\n"
                + "Content-Type: a/b\r\n\r\n");
        assertThat(message.to()).containsExactly(CpimAddress.of("im:a@h"), new CpimAddress("B", "im:b@h"));
        assertThat(message.cc()).containsExactly(CpimAddress.of("im:c@h"));
        assertThat(message.dateTime()).isEmpty();
        assertThat(message.from()).isEmpty();
        assertThat(message.subject()).isEmpty();
    }

    /** RFC 3862 §3.4: the prefix means nothing, the URI does. */
    @Test
    void namespacesAreWhatPrefixesStandForWhereTheyStand() throws CpimException {
        String uri = "http://id.acme.widgets/wily-headers/";
        for (String text : List.of(
                "NS: acme <" + uri + ">\r\nacme.runner-trap: set",
                "NS: widget <" + uri + ">\r\nwidget.runner-trap: set",
                "NS: <" + uri + ">\r\nrunner-trap: set")) {
            CpimMessage message = read(text + "\r\n\r\nContent-Type: a/b\r\n\r\n");
            assertThat(message.first(uri, "runner-trap")).map(CpimHeader::text).contains("set");
            assertThat(CpimMessage.read(message.encode())).isEqualTo(message);
        }
        CpimMessage early =
                read("a.x: 1\r\nNS: a <urn:a>\r\na.x: 2\r\nNS: a <urn:b>\r\na.x: 3\r\nimdn.Message-ID: 4\r\n\r\nHi");
        assertThat(early.first("", "x")).map(CpimHeader::text).contains("1");
        assertThat(early.first("urn:a", "x")).map(CpimHeader::text).contains("2");
        assertThat(early.first("urn:b", "x")).map(CpimHeader::text).contains("3");
        assertThat(early.first(CpimHeader.IMDN, "Message-ID"))
                .map(CpimHeader::text)
                .contains("4");
    }

    @Test
    void namespacesThatAreNotDeclaredYetAreWhenItIsWritten() throws CpimException {
        CpimMessage message = CpimMessage.text(
                        CpimAddress.of("im:a@h"),
                        CpimAddress.of("im:b@h"),
                        OffsetDateTime.parse("2026-01-02T03:04:05Z"),
                        "\ud83c\udd98 help")
                .with(CpimHeader.imdn("Message-ID", "1"))
                .with(CpimHeader.imdn("Disposition-Notification", "display"))
                .with(new CpimHeader("", "urn:other", "x", Optional.empty(), "y"))
                .with(CpimHeader.of("Subject", "z"));
        assertThat(new String(message.encode(), StandardCharsets.UTF_8))
                .isEqualTo(String.join(
                        "\r\n",
                        "From: <im:a@h>",
                        "To: <im:b@h>",
                        "DateTime: 2026-01-02T03:04:05Z",
                        "NS: imdn <urn:ietf:params:imdn>",
                        "imdn.Message-ID: 1",
                        "imdn.Disposition-Notification: display",
                        "NS: <urn:other>",
                        "x: y",
                        "NS: <urn:ietf:params:cpim-headers:>",
                        "Subject: z",
                        "",
                        "Content-Type: text/plain;charset=utf-8",
                        "",
                        "\ud83c\udd98 help"));
        CpimMessage read = CpimMessage.read(message.encode());
        assertThat(read.subject()).contains("z");
        assertThat(read.encode()).isEqualTo(message.encode());
    }

    @Test
    void whatMustBeUnderstoodAndIsNotIsSaid() throws CpimException {
        CpimMessage message =
                read("NS: i <urn:ietf:params:imdn>\r\nRequire: i.Message-ID, Subject ,Locale.MustRenderKanji"
                        + "\r\nRequire: cc\r\nRequire: i.Unheard,\r\n\r\nHi");
        assertThat(message.notUnderstood()).containsExactly("Locale.MustRenderKanji", "i.Unheard");
    }

    @Test
    void octetsOfTheContentAreUntouched() throws CpimException {
        byte[] octets = new byte[512];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        CpimMessage message = CpimMessage.of(List.of(CpimHeader.of("Subject", "")), "image/png", octets);
        octets[0] = 7;
        byte[] content = CpimMessage.read(message.encode()).content();
        assertThat(content[0]).isZero();
        assertThat(content).hasSize(512).endsWith(octets[511]);
    }
}
