package org.voxpost.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartBodyTest {
    private static final String SDP = "--b 1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n\r\n";
    private static final String ICON = String.join(
            "\r\n",
            "--b 1",
            "Content-Type: image/jpeg",
            "Content-Disposition:",
            " icon",
            "Content-ID: <i@h>",
            "",
            "\u00ff--b 1--x",
            "");

    private static String sdpIn(String type, String text) {
        return new Body(type, text.getBytes(StandardCharsets.ISO_8859_1))
                .sessionDescription()
                .map(Body::text)
                .orElse("none");
    }

    @Test
    void theSessionDescriptionBesideAnIconIsFound() {
        String related = "multipart/related; type=\"application/sdp\"; boundary=\"b 1\"";
        assertThat(sdpIn(related, SDP + ICON + "--b 1--\r\n")).isEqualTo("v=0\r\n");
        assertThat(sdpIn(related, "preamble\r\n" + SDP + "--b 1-- \r\nepilogue"))
                .isEqualTo("v=0\r\n");
        assertThat(sdpIn("application/sdp", "v=0\r\n")).isEqualTo("v=0\r\n");
    }

    @Test
    void theRootIsTheFirstPartOrTheOneOfStart() {
        assertThat(sdpIn("multipart/related;boundary=\"b 1\"", SDP.replace("v=0", "v=1") + SDP + "--b 1--"))
                .isEqualTo("v=1\r\n");
        String named = SDP.replace("\r\n\r\nv", "\r\ncontent-id: <s@h>\r\n\r\nv");
        assertThat(sdpIn(
                        "multipart/related;boundary=\"b 1\";start=\"<s@h>\"",
                        SDP.replace("v=0", "v=1") + ICON + named + "--b 1--"))
                .isEqualTo("v=0\r\n");
    }

    @Test
    void aRootThatIsNoSessionDescriptionDoesNotHideTheOneBesideIt() {
        assertThat(sdpIn("multipart/related;boundary=\"b 1\"", ICON + SDP + "--b 1--"))
                .isEqualTo("v=0\r\n");
        assertThat(sdpIn("multipart/related;boundary=\"b 1\";start=\"<i@h>\"", SDP + ICON + "--b 1--"))
                .isEqualTo("v=0\r\n");
    }

    @Test
    void otherMultipartsAreSearchedAlsoWithinEachOther() {
        assertThat(sdpIn("multipart/mixed;boundary=\"b 1\"", ICON + SDP + "--b 1--"))
                .isEqualTo("v=0\r\n");
        assertThat(sdpIn(
                        "Multipart/MIXED;Boundary=out",
                        "--out\nContent-Type: multipart/related;boundary=\"b 1\"\n\n" + SDP + ICON
                                + "--b 1--\n--out--\n"))
                .isEqualTo("v=0\r\n");
        assertThat(sdpIn("text/plain", "v=0")).isEqualTo("none");
    }

    @Test
    void whatHidesTheSessionDescriptionIsASyntaxErrorAndDepthHasAnEnd() {
        assertThat(sdpIn("multipart/mixed;boundary=\"b 1\"", SDP)).isEqualTo("v=0\r\n\r\n");
        for (String broken :
                List.of("", ICON, "--b 1\r\nContent-Type: a/b\r\n--b 1--", "--b 1\r\nc: x\r\n\r\n\r\n--b 1--")) {
            assertThatThrownBy(() -> sdpIn("multipart/mixed;boundary=\"b 1\"", broken))
                    .as(broken)
                    .isInstanceOf(SipSyntaxException.class);
        }
        assertThatThrownBy(() -> sdpIn("multipart/mixed", SDP)).isInstanceOf(SipSyntaxException.class);
        assertThatThrownBy(() -> sdpIn(
                        "multipart/mixed;boundary=\"b 1\"", ICON.repeat(MultipartBody.MOST_PARTS + 1) + "--b 1--"))
                .isInstanceOf(SipSyntaxException.class);
        String deep = "v=0";
        String type = "application/sdp";
        for (int i = 0; i <= MultipartBody.DEEPEST; i++) {
            deep = "--" + i + "\r\nContent-Type: " + type + "\r\n\r\n" + deep + "\r\n--" + i + "--";
            type = "multipart/mixed;boundary=" + i;
        }
        String bomb = deep;
        String outermost = type;
        assertThatThrownBy(() -> sdpIn(outermost, bomb)).isInstanceOf(SipSyntaxException.class);
    }
}
