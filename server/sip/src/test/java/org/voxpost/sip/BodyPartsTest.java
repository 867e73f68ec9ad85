package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an INVITE to 9-1-1 has in its body, and what it should not. */
class BodyPartsTest {
    private static final String SDP = "v=0\r\ns=offer\r\n";

    private static Body body(String type, String text) {
        return new Body(type, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Body mixed(String text) {
        return body("multipart/mixed;boundary=b", text);
    }

    private static String part(String type, String content) {
        return "--b\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n";
    }

    private static List<String> shape(BodyParts parts) {
        return parts.parts().stream()
                .map(part -> part.path() + " " + part.body().mediaType() + " "
                        + part.body().text())
                .toList();
    }

    @Test
    void locationAndAdditionalDataBesideTheOfferAreGivenAsTheyCame() {
        String location = "<presence xmlns=\"urn:ietf:params:xml:ns:pidf\">\u00c3\u00a9</presence>\r\n";
        BodyParts read = body(
                        "Multipart/Mixed; Boundary=\"a \\\"b\"",
                        "preamble\r\n"
                                + "--a \"b\r\n"
                                + "Content-Type: application/pidf+xml\r\n"
                                + "Content-ID: <loc@h>\r\n"
                                + "Content-Disposition:\r\n"
                                + " render;\r\n"
                                + "\thandling=optional\r\n"
                                + "X-Odd:  \u00c3\u00a9 \r\n\r\n"
                                + location
                                + "\r\n--a \"b \r\nContent-Type: multipart/related;boundary=in\r\n\r\n"
                                + "--in\r\nContent-Type: application/EmergencyCallData.ProviderInfo+xml\r\n"
                                + "Content-Disposition: by-reference\r\n\r\n<p/>\r\n--in\n\nplain\n--in--\nepilogue"
                                + "\r\n--a \"b\r\nc: application/sdp\r\n\r\n" + SDP + "\r\n--a \"b--\r\nepilogue")
                .parts();
        assertThat(read.defect()).isEmpty();
        assertThat(shape(read))
                .containsExactly(
                        "1 application/pidf+xml <presence xmlns=\"urn:ietf:params:xml:ns:pidf\">\u00e9</presence>\r\n",
                        "2.1 application/emergencycalldata.providerinfo+xml <p/>",
                        "2.2 text/plain plain",
                        "3 application/sdp " + SDP);
        BodyPart first = read.parts().getFirst();
        assertThat(first.body().bytes()).isEqualTo(location.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(first.contentId()).contains("loc@h");
        assertThat(first.disposition()).contains("render; handling=optional");
        assertThat(first.headers())
                .containsExactly(
                        "Content-Type: application/pidf+xml",
                        "Content-ID: <loc@h>",
                        "Content-Disposition: render; handling=optional",
                        "X-Odd:  \u00e9");
        assertThat(read.parts().get(1).disposition()).contains("by-reference");
        assertThat(read.parts().get(2).headers()).isEmpty();
    }

    @Test
    void aBodyThatIsNoMultipartIsItsOnlyPart() {
        Body sdp = Body.sdp(SDP);
        assertThat(sdp.parts())
                .isEqualTo(new BodyParts(
                        List.of(new BodyPart("1", List.of(), sdp, Optional.empty(), Optional.empty())),
                        Optional.empty()));
    }

    @Test
    void partsMayBeEmptyOrHaveNoHeadersOrNoBody() {
        BodyParts read = mixed("--b\r\n--b\r\n\r\n--b\r\n\r\n\r\n--b\r\nContent-Type: a/b\r\n\r\n--b\r\n\r\nx\r\n--b--")
                .parts();
        assertThat(read.defect()).isEmpty();
        assertThat(shape(read))
                .containsExactly("1 text/plain ", "2 text/plain ", "3 text/plain ", "4 a/b ", "5 text/plain x");
    }

    @Test
    void aBoundaryThatBeginsAnotherIsNoDelimiter() {
        assertThat(shape(mixed("--b\r\n\r\n--bc\r\n--b--c\r\nx--b\r\n --b\r\n--b--")
                        .parts()))
                .containsExactly("1 text/plain --bc\r\n--b--c\r\nx--b\r\n --b");
    }

    @Test
    void whatIsMalformedIsToldAndTheRestIsGiven() {
        String good = part("application/sdp", SDP);
        for (Body broken : List.of(
                mixed(good + "--b\r\nno headers\r\n--b--"),
                mixed(good + part("x", "?") + "--b--"),
                mixed(good + part("a/b\rc", "?") + part("multipart/mixed", "") + "--b--"),
                mixed(good + part("multipart/mixed;boundary=none", "") + "--b--"),
                mixed(good + "--b\r\n" + "X: y\r\n".repeat(3000) + "\r\nx\r\n--b--"),
                mixed(good + "--b\r\n\r\nhalf a part"),
                mixed(good.stripTrailing()))) {
            assertThat(broken.parts().defect()).as(broken.text()).isPresent();
            assertThat(broken.parts().parts().getFirst().body().text()).startsWith("v=0\r\ns=offer");
            assertThat(broken.sessionDescription().orElseThrow().text()).startsWith("v=0\r\ns=offer");
        }
        assertThat(shape(mixed("--b\r\nno headers\r\n--b--").parts())).containsExactly("1 text/plain no headers");
        assertThat(shape(mixed(part("x", "?") + "--b--").parts())).containsExactly("1 application/octet-stream ?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed",
                "multipart/mixed;boundary=",
                "multipart/mixed;boundary=\"\"",
                "multipart/mixed;boundary=c"
            })
    void aMultipartThatCannotBeTakenApartIsOnePart(String type) {
        Body whole = body(type, part("application/sdp", SDP) + "--b--");
        assertThat(whole.parts().parts()).extracting(BodyPart::body).containsExactly(whole);
        assertThat(whole.parts().defect()).isPresent();
        assertThatThrownBy(whole::sessionDescription).isInstanceOf(SipSyntaxException.class);
    }

    @Test
    void sixtyFourPartsAreGivenOfAHundredThousand() {
        BodyParts most = mixed(part("a/b", "x").repeat(MultipartBody.MOST_PARTS) + "--b--")
                .parts();
        assertThat(most.defect()).isEmpty();
        assertThat(most.parts()).hasSize(MultipartBody.MOST_PARTS);
        BodyParts bomb = mixed(part("application/sdp", SDP) + "--b\r\n\r\n".repeat(100_000))
                .parts();
        assertThat(bomb.parts()).hasSize(MultipartBody.MOST_PARTS);
        assertThat(bomb.parts().getFirst().body().isSdp()).isTrue();
        assertThat(bomb.defect()).isPresent();
    }

    @Test
    void aThousandMultipartsWithinEachOtherAreGivenDownToTheEighth() {
        String deep = "";
        String type = "text/plain";
        for (int i = 0; i < 1000; i++) {
            deep = "--" + i + "\r\n\r\nat " + i + "\r\n--" + i + "\r\nContent-Type: " + type + "\r\n\r\n" + deep
                    + "\r\n--" + i + "--";
            type = "multipart/mixed;boundary=" + i;
        }
        BodyParts read = body(type, deep).parts();
        assertThat(read.defect()).isPresent();
        assertThat(read.parts()).hasSize(MultipartBody.DEEPEST + 1);
        assertThat(read.parts().get(7).path()).isEqualTo("2.2.2.2.2.2.2.1");
        assertThat(read.parts().get(7).body().text()).isEqualTo("at 992");
        assertThat(read.parts().getLast().body().contentType()).isEqualTo("multipart/mixed;boundary=991");
    }

    @Test
    void aDescriptionOfAnEarlySessionIsNotThatOfTheSession() {
        String early = "--b\r\nContent-Type: application/sdp\r\nContent-Disposition: early-session\r\n\r\nearly\r\n";
        assertThat(mixed(early + "--b--").sessionDescription()).isEmpty();
        assertThat(mixed(early + part("application/sdp", SDP) + "--b--").sessionDescription())
                .contains(Body.sdp(SDP));
        String session =
                early.replace("early-session", "Session ; handling=required").replace("early", SDP);
        assertThat(mixed(session + "--b--").sessionDescription()).contains(Body.sdp(SDP));
    }

    @Test
    void theSessionDescriptionIsFoundInAlternativesAndDeepDown() {
        String inner = body("x/y", part("text/html", "<p/>") + part("application/sdp", SDP) + "--b--")
                .text();
        for (String kind :
                List.of("multipart/alternative", "multipart/related", "multipart/mixed", "multipart/x-own")) {
            String outer = "--o\r\nContent-Type: application/pidf+xml\r\n\r\n<p/>\r\n--o\r\nContent-Type: " + kind
                    + "; boundary=b\r\n\r\n" + inner + "\r\n--o--";
            assertThat(body("multipart/mixed; boundary=o", outer).sessionDescription())
                    .as(kind)
                    .contains(Body.sdp(SDP));
        }
    }

    /** Content with everything that looks like a delimiter. */
    @Provide
    Arbitrary<byte[]> content() {
        return Arbitraries.of(
                        "\r\n", "\n", "\r", "-", "--", "b", "--b", " ", "\u0000", "\u00ff", "x", ":", "\r\n--", "--b--")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Property(tries = 500)
    void generatedPartsComeBackOctetForOctet(
            @ForAll("parts") List<byte[]> contents, @ForAll boolean bareLines, @ForAll long seed) {
        String end = bareLines ? "\n" : "\r\n";
        String boundary = "q" + Long.toHexString(seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < contents.size(); i++) {
            String head = "--" + boundary + end + "Content-ID: <" + i + ">" + end + end;
            out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            out.writeBytes(contents.get(i));
            out.writeBytes(end.getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes(("--" + boundary + "--").getBytes(StandardCharsets.ISO_8859_1));
        byte[] octets = out.toByteArray();
        byte[] before = octets.clone();
        BodyParts read = new Body("multipart/mixed; boundary=" + boundary, octets).parts();
        assertThat(octets).isEqualTo(before);
        assertThat(read.defect()).isEmpty();
        assertThat(read.parts()).hasSameSizeAs(contents);
        for (int i = 0; i < contents.size(); i++) {
            // A CR before the line end of the delimiter is part of that.
            byte[] expected = contents.get(i);
            boolean ambiguous = bareLines && expected.length > 0 && expected[expected.length - 1] == '\r';
            byte[] told = ambiguous ? Arrays.copyOf(expected, expected.length - 1) : expected;
            assertThat(read.parts().get(i).body().bytes()).isEqualTo(told);
            assertThat(read.parts().get(i).contentId()).contains(Integer.toString(i));
        }
    }

    @Provide
    Arbitrary<List<byte[]>> parts() {
        return content().list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 1000)
    void anyOctetsAreRead(@ForAll("content") byte[] octets, @ForAll long seed) {
        Random random = new Random(seed);
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(
                "--b\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n--b\r\n".getBytes(StandardCharsets.ISO_8859_1));
        pieces.add(octets);
        if (random.nextBoolean()) {
            pieces.add("\r\n--b--".getBytes(StandardCharsets.ISO_8859_1));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        assertThat(new Body("multipart/mixed;boundary=b", out.toByteArray())
                        .parts()
                        .parts())
                .isNotEmpty();
    }
}
