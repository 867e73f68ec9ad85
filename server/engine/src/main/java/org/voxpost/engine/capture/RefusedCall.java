package org.voxpost.engine.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.voxpost.engine.capture.store.Fact;
import org.voxpost.sip.SipHeaders;

/**
 * What the INVITE of a call that was not taken says of it. It has no session, so that this is read out of its octets.
 *
 * @param callId the emergency call identifier; empty without one: none is made for it
 * @param incidentId empty without one
 * @param sipCallId Call-ID of the INVITE
 * @param test whether it is a test call: never to be shown to a person as a call for help
 */
public record RefusedCall(String callId, String incidentId, String sipCallId, boolean test) {

    /** @param fact of the kind {@code REFUSED} */
    public static RefusedCall of(Fact fact) {
        String invite = StandardCharsets.UTF_8.decode(fact.octets().duplicate()).toString();
        List<String> head = invite.split("\\r?\\n\\r?\\n", 2)[0]
                .replaceAll("\\r?\\n[ \\t]+", " ")
                .lines()
                .toList();
        String[] request = head.isEmpty() ? new String[0] : head.getFirst().split(" ", 3);
        List<String> infos = new ArrayList<>();
        String sipCallId = "";
        for (String line : head) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            switch (name) {
                case "call-info" -> infos.add(line.substring(colon + 1).strip());
                case "call-id", "i" -> sipCallId = line.substring(colon + 1).strip();
                default -> {}
            }
        }
        EmergencyIds ids = EmergencyIds.of(SipHeaders.copyOf(Map.of("Call-Info", infos)), "");
        return new RefusedCall(
                ids.made() ? "" : ids.callId(),
                ids.incidentId(),
                sipCallId,
                request.length > 1 && Destination.of(request[1], Set.of()) == Destination.TEST);
    }
}
