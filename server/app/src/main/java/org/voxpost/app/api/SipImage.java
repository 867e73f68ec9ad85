package org.voxpost.app.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxpost.sip.Body;
import org.voxpost.sip.BodyParts;
import org.voxpost.sip.SipSyntaxException;

/**
 * A SIP message as it came, taken apart for people: nothing in it is interpreted but where lines and parts end (NENA-STA-010.3 §3.1.12: all
 * of it has to reach the answering side).
 *
 * @param startLine its first line
 * @param headers its header lines in their order; a folded one is joined by a blank
 */
record SipImage(String startLine, List<String> headers, Optional<Body> body) {

    static SipImage of(byte[] octets) {
        int end = endOfHead(octets);
        String head = new String(octets, 0, end, StandardCharsets.UTF_8).replaceAll("\\r?\\n[ \\t]+", " ");
        List<String> lines = new ArrayList<>(head.lines().toList());
        String start = lines.isEmpty() ? "" : lines.removeFirst();
        lines.removeIf(String::isBlank);
        byte[] rest = Arrays.copyOfRange(octets, Math.min(octets.length, beginOfBody(octets, end)), octets.length);
        return new SipImage(start, lines, body(lines, rest));
    }

    private static Optional<Body> body(List<String> lines, byte[] octets) {
        if (octets.length == 0) {
            return Optional.empty();
        }
        String type = lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).matches("(content-type|c)[ \\t]*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("application/octet-stream");
        try {
            return Optional.of(new Body(type, octets));
        } catch (SipSyntaxException noType) {
            return Optional.of(new Body("application/octet-stream", octets));
        }
    }

    BodyParts parts() {
        return body.map(Body::parts).orElseGet(() -> new BodyParts(List.of(), Optional.empty()));
    }

    /** Behind the line end of the last header. */
    private static int endOfHead(byte[] octets) {
        for (int i = 0; i + 1 < octets.length; i++) {
            boolean lineEnd = octets[i] == '\n';
            boolean blank =
                    octets[i + 1] == '\n' || (octets[i + 1] == '\r' && i + 2 < octets.length && octets[i + 2] == '\n');
            if (lineEnd && blank) {
                return i + 1;
            }
        }
        return octets.length;
    }

    private static int beginOfBody(byte[] octets, int endOfHead) {
        return endOfHead < octets.length && octets[endOfHead] == '\r' ? endOfHead + 2 : endOfHead + 1;
    }
}
