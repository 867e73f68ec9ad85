package org.voxpost.sip.jain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A response to a request that cannot be parsed: its lines are copied as they are. */
final class BareResponse {
    private static final Map<String, String> COPIED = Map.of(
            "via", "Via", "v", "Via", "from", "From", "f", "From", "to", "To", "t", "To", "call-id", "Call-ID", "i",
            "Call-ID", "cseq", "CSeq");
    private static final int KINDS = 5;

    private BareResponse() {}

    /** Null for an ACK, for what is no request, and where a header that every response needs is missing. */
    static byte @Nullable [] to(byte[] request, int status, String reason) {
        List<String> lines = new String(request, StandardCharsets.UTF_8)
                .stripLeading()
                .lines()
                .toList();
        if (lines.isEmpty()
                || lines.getFirst().startsWith("SIP/")
                || lines.getFirst().startsWith("ACK ")) {
            return null;
        }
        StringBuilder response = new StringBuilder("SIP/2.0 ")
                .append(status)
                .append(' ')
                .append(reason)
                .append("\r\n");
        Map<String, Integer> seen = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.isBlank()) {
                break;
            }
            int colon = line.indexOf(':');
            String name = colon < 0
                    ? null
                    : COPIED.get(line.substring(0, colon).strip().toLowerCase(Locale.ROOT));
            if (name != null && (seen.merge(name, 1, Integer::sum) == 1 || name.equals("Via"))) {
                response.append(name)
                        .append(": ")
                        .append(Messages.clean(line.substring(colon + 1)))
                        .append("\r\n");
            }
        }
        if (seen.size() < KINDS) {
            return null;
        }
        return response.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
