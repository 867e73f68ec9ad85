package org.voxpost.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Descriptions for tests, given by their lines. */
final class Sdp {
    static final String HEAD = "v=0\r\no=alice 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    private Sdp() {}

    static SessionDescription of(String text) throws SdpException {
        return SessionDescription.parse(bytes(text));
    }

    static MediaDescription message(String... attributes) throws SdpException {
        StringBuilder text = new StringBuilder(HEAD).append("m=message 7654 TCP/MSRP *\r\n");
        for (String attribute : attributes) {
            text.append("a=").append(attribute).append("\r\n");
        }
        return of(text.toString()).media().getFirst();
    }

    static List<SdpDeviation> deviations(String text) throws SdpException {
        List<SdpDeviation> seen = new ArrayList<>();
        SessionDescription.parse(bytes(text), SdpLimits.DEFAULT, seen::add);
        return seen;
    }

    static String text(SessionDescription description) {
        return new String(description.encode(), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
