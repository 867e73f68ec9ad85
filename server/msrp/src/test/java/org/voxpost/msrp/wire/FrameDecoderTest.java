package org.voxpost.msrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxpost.msrp.FailureReport;
import org.voxpost.msrp.MimeHeader;

class FrameDecoderTest {

    private static final String PATHS =
            "To-Path: msrp://b.example.com:2855/bob;tcp\r\nFrom-Path: msrp://a.example.com:2855/alice;tcp\r\n";

    private static String send(String headers, String body) {
        return "MSRP abcd1234 SEND\r\n" + PATHS + "Message-ID: m1234\r\n" + headers + "Content-Type: text/plain\r\n\r\n"
                + body + "\r\n-------abcd1234$\r\n";
    }

    @Test
    void bodyThatLooksLikeAnEndLineIsBody() throws FramingException {
        String body =
                "\r\n-------abcd1235$\r\n-------abcd1234\r\n-------abcd1234$x\r\n-------abcd1234$\rx------- \r\n\r";
        byte[] octets = send("", body).getBytes(StandardCharsets.US_ASCII);
        for (int size = 1; size <= octets.length; size++) {
            Decoding decoding = Decoding.inPieces(octets, size);
            assertThat(decoding.bodies).hasSize(1);
            assertThat(new String(decoding.bodies.getFirst(), StandardCharsets.US_ASCII))
                    .isEqualTo(body);
        }
    }

    @Test
    void binaryBodyIsUntouched() throws FramingException {
        byte[] all = new byte[512];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String body = new String(all, StandardCharsets.ISO_8859_1);
        Decoding decoding = Decoding.inPieces(send("", body).getBytes(StandardCharsets.ISO_8859_1), 7);
        assertThat(decoding.bodies.getFirst()).isEqualTo(all);
    }

    @Test
    void emptyBodyDiffersFromNone() throws FramingException {
        assertThat(Decoding.whole(send("Byte-Range: 1-0/0\r\n", "")).send().body())
                .isTrue();
        String none = "MSRP abcd1234 SEND\r\n" + PATHS + "Message-ID: m1234\r\n-------abcd1234$\r\n";
        assertThat(Decoding.whole(none).send().body()).isFalse();
    }

    @Test
    void endLineRightAfterTheBlankLineIsTolerated() throws FramingException {
        Decoding decoding = Decoding.whole(
                "MSRP abcd1234 SEND\r\n" + PATHS + "Message-ID: m1234\r\n\r\n-------abcd1234$\r\n" + send("", "next"));
        assertThat(decoding.flags).hasSize(2);
        assertThat(decoding.bodies.getFirst()).isEmpty();
        assertThat(decoding.deviations).contains(Deviation.BLANK_LINE_WITHOUT_BODY);
    }

    @Test
    void unknownHeadersAreKept() throws FramingException {
        Frame.Send send = Decoding.whole(send("Keep-Alive: yes\r\nContent-Disposition: attachment\r\n", "x"))
                .send();
        assertThat(send.headers())
                .containsExactly(
                        new MimeHeader("Keep-Alive", "yes"), new MimeHeader("Content-Disposition", "attachment"));
        assertThat(send.failureReport()).isEqualTo(FailureReport.YES);
    }

    @Test
    void headerNamesInAnotherCaseAreTolerated() throws FramingException {
        Decoding decoding = Decoding.whole(send("byte-range: 1-1/1\r\n", "x"));
        assertThat(decoding.send().range()).isEqualTo(ByteRange.whole(1));
        assertThat(decoding.deviations).containsExactly(Deviation.HEADER_CASE);
    }

    @Test
    void methodWithAnUnderscoreIsARequestOfAnotherMethod() throws FramingException {
        Decoding decoding = Decoding.whole("MSRP abcd1234 FILE_OFFSET\r\n" + PATHS + "-------abcd1234$\r\n");
        assertThat(decoding.heads.getFirst())
                .isInstanceOfSatisfying(
                        Frame.OtherRequest.class,
                        other -> assertThat(other.method()).isEqualTo("FILE_OFFSET"));
    }

    @Test
    void responseWithoutCommentOrPathsIsRead() throws FramingException {
        Decoding decoding = Decoding.whole("MSRP abcd1234 413\r\n-------abcd1234$\r\n");
        assertThat(decoding.heads.getFirst())
                .isEqualTo(new Frame.Response(new TransactionId("abcd1234"), new Status(413, ""), List.of()));
        assertThat(decoding.deviations).contains(Deviation.RESPONSE_WITHOUT_PATHS);
    }

    @Test
    void controlCharactersLeaveTheCommentOfAResponse() throws FramingException {
        Decoding decoding = Decoding.whole("MSRP abcd1234 400 a\u001b[2Jb\r\n-------abcd1234$\r\n");
        assertThat(decoding.heads.getFirst())
                .isInstanceOfSatisfying(
                        Frame.Response.class,
                        response -> assertThat(response.status().comment()).isEqualTo("a [2Jb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0-5/5",
                "1-5",
                "5",
                "-1-5/5",
                "3-1/5",
                "1-6/5",
                "7-*/5",
                "1-5/x",
                "*-5/5",
                "1-99999999999999999999/*",
                "9223372036854775807-*/*",
                "9223372036854775808-*/*",
                "18446744073709551616-1/1",
                ""
            })
    void brokenByteRangeSpoilsItsRequestOnly(String range) throws FramingException {
        Decoding decoding = Decoding.whole(send("Byte-Range: " + range + "\r\n", "x") + send("", "y"));
        assertThat(decoding.heads.get(0)).isInstanceOf(Frame.Unintelligible.class);
        assertThat(decoding.heads.get(1)).isInstanceOf(Frame.Send.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Byte-Range: 1-1/1\r\nByte-Range: 1-1/1\r\n",
                "Failure-Report: maybe\r\n",
                "Success-Report: partial\r\n",
                "no colon here\r\n",
                ": no name\r\n",
                "Bad Name: x\r\n",
                "X: a\u0000b\r\n",
            })
    void brokenHeaderSpoilsItsRequestOnly(String header) throws FramingException {
        Decoding decoding = Decoding.whole(send(header, "x") + send("", "y"));
        assertThat(decoding.heads.get(0)).isInstanceOfSatisfying(Frame.Unintelligible.class, broken -> {
            assertThat(broken.to()).isNotNull();
            assertThat(broken.from()).isNotNull();
        });
        assertThat(decoding.heads.get(1)).isInstanceOf(Frame.Send.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "MSRP\r\n",
                "MSRP abcd1234\r\n",
                "MSRP abcd1234 \r\n",
                "MSRP  SEND\r\n",
                "MSRP abcd1234 send\r\n",
                "MSRP abcd1234 20\r\n",
                "MSRP abcd1234 2000\r\n",
                "MSRP abcd1234 SEND now\r\n",
                "MSRP ab/d1234 SEND\r\n",
                "MSRP abcd1234 SEND\n",
                "MSRP aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa SEND\r\n",
            })
    void whatIsNoStartLineEndsTheConnection(String line) {
        assertThatThrownBy(() -> Decoding.whole(line))
                .isInstanceOf(FramingException.class)
                .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
    }

    @Test
    void headBeyondTheLimitsEndsTheConnection() {
        assertThatThrownBy(() -> Decoding.whole("MSRP abcd1234 SEND\r\nX: " + "a".repeat(8_192)))
                .isInstanceOf(FramingException.class);
        assertThatThrownBy(() -> Decoding.whole("MSRP abcd1234 SEND\r\n" + "X: a\r\n".repeat(65)))
                .isInstanceOf(FramingException.class);
    }

    @Test
    void unfinishedHeadIsNoticed() throws FramingException {
        assertThat(Decoding.whole("M").insideHead()).isTrue();
        assertThat(Decoding.whole("MSRP abcd1234 SEND\r\n").insideHead()).isTrue();
        assertThat(Decoding.whole(send("", "x")).insideHead()).isFalse();
    }
}
