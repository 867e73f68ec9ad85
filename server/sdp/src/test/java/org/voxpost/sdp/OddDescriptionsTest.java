package org.voxpost.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What real peers send that RFC 8866 does not allow, and what only an attacker sends. */
class OddDescriptionsTest {
    private static final String CONTROL_LEG =
            "v=0 \no=test 53655765 2353687637 IN IP4 0.0.0.0 \ns=test Server \n" + "c=IN IP4 0.0.0.0 \nt=0 0";

    @Test
    void controlLegOfAnXmsClientIsRead() throws SdpException {
        SessionDescription read = Sdp.of(CONTROL_LEG);

        assertThat(read.media()).isEmpty();
        assertThat(read.name()).isEqualTo("test Server");
        assertThat(read.connection().orElseThrow().isUnspecified()).isTrue();
        assertThat(Sdp.deviations(CONTROL_LEG))
                .containsExactlyInAnyOrder(
                        SdpDeviation.LINE_END, SdpDeviation.STRAY_BLANKS, SdpDeviation.NO_FINAL_LINE_END);
    }

    @Test
    void missingTimeIsTakenAndWrittenAgain() throws SdpException {
        String body = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\n";

        assertThat(Sdp.deviations(body)).containsExactly(SdpDeviation.NO_TIMING);
        assertThat(Sdp.text(Sdp.of(body))).contains("\r\nt=0 0\r\n");
    }

    @Test
    void emptyMissingAndDashedNamesAreNoName() throws SdpException {
        for (String name : new String[] {"s=\r\n", "s= -\r\n", "s= \r\n", ""}) {
            SessionDescription read = Sdp.of("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n" + name + "t=0 0\r\n");

            assertThat(read.name()).isEmpty();
            assertThat(Sdp.text(read)).contains("\r\ns=-\r\n");
        }
        assertThat(Sdp.deviations("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=\r\nt=0 0\r\n"))
                .containsExactly(SdpDeviation.NO_SESSION_NAME);
    }

    @Test
    void mediaWithoutConnectionIsReadAndWrittenWithOne() throws SdpException {
        String body = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nt=0 0\r\nm=message 7654 TCP/MSRP *\r\n";
        SessionDescription read = Sdp.of(body);

        assertThat(read.effectiveConnection(read.media().getFirst())).isEmpty();
        assertThat(Sdp.deviations(body)).containsExactly(SdpDeviation.NO_CONNECTION);
        assertThat(Sdp.text(read)).contains("s=-\r\nc=IN IP4 192.0.2.9\r\n");
    }

    @Test
    void fingerprintFoldedAfterTheHashNameIsRead() throws SdpException {
        String octets = "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB";
        for (String fold : new String[] {"\r\n", "\r\n ", "\n\t", " \r\n  ", " ", "  "}) {
            SessionDescription read =
                    Sdp.of(Sdp.HEAD + "m=message 7654 TCP/TLS/MSRP *\r\na=fingerprint:SHA-1" + fold + octets + "\r\n");

            assertThat(Fingerprint.of(read, read.media().getFirst()))
                    .containsExactly(new Fingerprint(new Hash("sha-1", octets)));
        }
    }

    @Test
    void fingerprintWithBlanksAndLowerCaseIsRead() throws SdpException {
        MediaDescription media =
                Sdp.message("fingerprint: sha-1  4a:ad:b9:b1:3f:82:18:3b: 54:02:12:df:3e:5d:49:6b:19:e5:7c:ab");

        assertThat(Fingerprint.of(Sdp.of(Sdp.HEAD), media).getFirst().attribute())
                .hasToString("a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB");
    }

    @Test
    void emptyLinesAndBareCarriageReturnsEndLines() throws SdpException {
        assertThat(Sdp.of("v=0\ro=- 1 1 IN IP4 192.0.2.1\r\r\ns=x\r\n\r\n").name())
                .isEqualTo("x");
    }

    @Test
    void unknownLinesAndMalformedAttributesAreIgnored() throws SdpException {
        String body =
                Sdp.HEAD + "m=audio 4000 RTP/AVP 0\r\ny=0100\r\na=\r\na=:x\r\na=two words:x\r\nb=AS\r\na=ptime:20\r\n";

        assertThat(Sdp.of(body).media().getFirst().attributes()).containsExactly(Attribute.of("ptime", "20"));
        assertThat(Sdp.deviations(body))
                .containsExactlyInAnyOrder(SdpDeviation.UNKNOWN_LINE, SdpDeviation.MALFORMED_ATTRIBUTE);
    }

    @Test
    void nonAsciiProtocolIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + "m=audio 4000 RTP/ÄVP 0\r\n"))
                .isInstanceOf(SdpException.class)
                .hasMessage("line 6: a character outside ASCII where only ASCII may stand")
                .satisfies(e -> assertThat(((SdpException) e).line()).isEqualTo(6))
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }

    @Test
    void controlCharactersAreRefused() {
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + "a=tool:a\u0000b\r\n")).hasMessage("line 6: a control character");
    }

    @Test
    void malformedUtf8InFreeTextDoesNotFail() throws SdpException {
        byte[] body = (Sdp.HEAD + "a=tool:M\u00fcller\r\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(SessionDescription.parse(body).attribute("tool")).isPresent();
    }

    @Test
    void whatIsNoDescriptionIsRefused() {
        assertThatThrownBy(() -> Sdp.of("")).hasMessage("no v-line: not a session description");
        assertThatThrownBy(() -> Sdp.of("v=0\r\ns=-\r\n")).hasMessage("no o-line");
        assertThatThrownBy(() -> Sdp.of("<msml/>")).hasMessage("line 1: not of the form letter=value");
        assertThatThrownBy(() -> Sdp.of("v=1\r\n")).hasMessage("line 1: a version of SDP other than 0");
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + Sdp.HEAD))
                .hasMessage("line 6: a second v-line: more than one session description");
        assertThatThrownBy(() -> Sdp.of("v=0\r\no=- 1 x IN IP4 a\r\n"))
                .hasMessage("line 2: the version of the session is not a number");
        assertThatThrownBy(() -> Sdp.of("v=0\r\no=- 1 1\r\n")).hasMessage("line 2: an o-line has six fields");
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + "c=IN\r\n")).hasMessage("line 6: a c-line has three fields");
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + "m=audio 4000 RTP/AVP\r\n"))
                .hasMessage("line 6: an m-line has a media type, a port, a protocol and formats");
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + "m=audio 65536 RTP/AVP 0\r\n"))
                .hasMessage("line 6: the port is not a number from 0 to 65535");
    }

    @Test
    void bodyBeyondTheLimitIsRefused() {
        assertThatThrownBy(() -> SessionDescription.parse(new byte[65_537]))
                .hasMessage("the body has 65537 octets, more than 65536");
    }

    @Test
    void lineBeyondTheLimitIsRefused() {
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + "a=x:" + "y".repeat(8_189) + "\r\n"))
                .hasMessage("line 6: more than 8192 octets");
    }

    @Test
    void foldedLinesCannotGrowBeyondTheLimit() {
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + "a=x:y\r\n" + (" " + "y".repeat(4_000) + "\r\n").repeat(3)))
                .hasMessageStartingWith("line 9: more than 8192 octets");
    }

    @Test
    void mediaBeyondTheLimitAreRefused() throws SdpException {
        String one = "m=audio 4000 RTP/AVP 0\r\n";

        assertThat(Sdp.of(Sdp.HEAD + one.repeat(64)).media()).hasSize(64);
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + one.repeat(65))).hasMessage("line 70: more than 64 m-lines");
    }

    @Test
    void attributesBeyondTheLimitAreRefusedInEachSection() throws SdpException {
        String many = "a=x\r\n".repeat(256);

        assertThat(Sdp.of(Sdp.HEAD + many + "m=audio 4000 RTP/AVP 0\r\n" + many).attributes())
                .hasSize(256);
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + many + "a=x\r\n"))
                .hasMessage("line 262: more than 256 attributes in one section");
        assertThatThrownBy(() -> Sdp.of(Sdp.HEAD + "b=AS:1\r\n".repeat(257)))
                .hasMessage("line 262: more than 256 b-lines");
    }

    @Test
    void everyCutOfARealOfferIsReadOrRefusedAndNeverThrowsOtherwise() {
        byte[] whole = Sdp.bytes(Sdp.HEAD + "m=message 7654 TCP/MSRP *\r\na=path:msrp://a.example:7654/x;tcp\r\n");
        for (int cut = 0; cut <= whole.length; cut++) {
            byte[] part = java.util.Arrays.copyOf(whole, cut);
            try {
                SessionDescription.parse(part).encode();
            } catch (SdpException e) {
                assertThat(e).hasMessageMatching("(line \\d+: |no ).*");
            }
        }
    }
}
